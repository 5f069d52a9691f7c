/** The command line of iptables Lens. */

import { Command } from 'commander';
import { version } from '../../../package.json';
import { addCheckCommand } from './check';
import { addDiagramCommand } from './diagram';
import { addLspCommand } from './lsp';
import { addPortsCommand } from './ports';
import { addReachCommand } from './reach';
import { addRenderCommand } from './render';
import { addTraceCommand } from './trace';

/** Whoever reads the output may stop reading: `| head` is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const program = new Command('iptables-lens')
  .description('Understands iptables-save dumps, and scripts that call iptables.')
  .version(version)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
addCheckCommand(program);
addTraceCommand(program);
addDiagramCommand(program);
addPortsCommand(program);
addReachCommand(program);
addRenderCommand(program);
addLspCommand(program);
program.parseAsync();
