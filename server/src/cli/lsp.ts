/** `iptables-lens lsp --stdio`: the language server for any editor. */

import type { Command } from 'commander';

/** Adds the subcommand; it ends when the client says so. The server reads `--stdio` itself. */
export function addLspCommand(program: Command): void {
  program
    .command('lsp')
    .description('run the language server')
    .requiredOption('--stdio', 'speak over standard input and output')
    .action(async () => {
      await import('../lsp/server-node');
    });
}
