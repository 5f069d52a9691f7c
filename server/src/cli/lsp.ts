/** `iptables-lens lsp --stdio`: the language server for any editor. */

import type { Command } from 'commander';

/** Adds the subcommand; it ends when the client says so or closes the stream. */
export function addLspCommand(program: Command): void {
  program
    .command('lsp')
    .description('run the language server')
    .requiredOption('--stdio', 'speak over standard input and output')
    .action(async () => {
      const { createConnection, ProposedFeatures } = await import('vscode-languageserver/node');
      const { startServer } = await import('../lsp/server');
      startServer(createConnection(ProposedFeatures.all, process.stdin, process.stdout));
    });
}
