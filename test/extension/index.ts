/** Runs the extension tests inside the extension host: the entry point that VS Code calls. */

import { format } from 'node:util';
import Mocha from 'mocha';

/** Before each line of the reporter, to tell it from what else the extension host logs. */
const mark = '[tests] ';

/** Rejects when a test fails. */
export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => console.info(format(...args).replace(/^/gm, mark));
  const mocha = new Mocha({ ui: 'bdd', timeout: 90_000, reporter: 'spec', color: false });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./commands.test');
  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve);
  });
  if (failures > 0) throw new Error(`${failures} failing`);
}
