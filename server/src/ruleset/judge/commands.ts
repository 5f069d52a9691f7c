/** Parameters that go only with commands that bring a rule. */

import type { Command } from '../../modules/types';
import { commandOf } from '../rule-summary';
import { addProblem, type Judging } from './context';

const describesRule = new Set([
  'protocol',
  'source',
  'destination',
  'in-interface',
  'out-interface',
  'jump',
  'goto',
  'fragments',
  'set-counters',
]);

/** Judges parameters behind commands such as `-N`, and `-D` with a number; `-P` takes counters (commands_v_options in xshared.c). */
export function judgeCommand(judging: Judging): void {
  const part = commandOf(judging.rule);
  const command = part?.option as Command | undefined;
  if (!part || !command || command.rule === 'yes') return;
  if (command.rule === 'unless-number' && part.values.length < 2) return;
  for (const { option, module, name } of judging.rule.parts) {
    if (module || !option || !describesRule.has(option.name)) continue;
    if (option.name === 'set-counters' && command.name === 'policy') continue;
    addProblem(judging, 'option-without-rule', name, { option: part.name.value });
  }
}
