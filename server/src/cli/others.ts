/** All of the command line that checking a dump does not need: it starts faster without. */

import type { Command } from 'commander';
import type { Backend } from '../diagnostics/backend';
import type { SeveritySettings } from '../diagnostics/check';
import type { Finding } from '../diagnostics/finding';
import { diagnoseScript, scriptChecks } from '../diagnostics/script/index';
import type { ScriptForm } from '../shell/read-script';
import { addDiagramCommand } from './diagram';
import type { Input } from './input';
import { addLspCommand } from './lsp';
import { addPortsCommand } from './ports';
import { addReachCommand } from './reach';
import { addRenderCommand } from './render';
import { readScriptInput } from './script';
import { addTraceCommand } from './trace';

export { conditionTeller } from '../features/sentence/condition-words';

/** Adds every subcommand but `check`. */
export function addOtherCommands(program: Command): void {
  addTraceCommand(program);
  addDiagramCommand(program);
  addPortsCommand(program);
  addReachCommand(program);
  addRenderCommand(program);
  addLspCommand(program);
}

/** What is wrong with a script; nothing where it has nothing to do with iptables. */
export async function scriptFindings(
  input: Input,
  form: ScriptForm,
  severity: SeveritySettings,
  backend: Backend,
): Promise<Finding[]> {
  const script = await readScriptInput(input, form);
  return script ? diagnoseScript(script, severity, backend) : [];
}

/** The codes of findings that only scripts have. */
export const scriptCodes: readonly string[] = scriptChecks.map(({ code }) => code);
