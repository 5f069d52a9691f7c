/** The command line of iptables Lens. */

import { Command } from 'commander';
import { version } from '../../../package.json';
import { addCheckCommand } from './check';

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
run();

async function run(): Promise<void> {
  if (process.argv[2] !== 'check') (await import('./others')).addOtherCommands(program);
  await program.parseAsync();
}
