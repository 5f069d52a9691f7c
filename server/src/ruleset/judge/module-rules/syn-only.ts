/** `-j TCPMSS`: the rule looks only at segments that open a connection. */

import { protocolNumber } from '../../../modules/protocols';
import { byLegacyOnLoad } from '../../../modules/refused-by';
import type { RulePart } from '../../rule';
import { addProblem, moduleName } from '../context';
import type { JudgeModuleRule } from './index';

/** The kernel asks this of the legacy backend only; without `-p tcp` it looks no further. */
export const judgeSynOnly: JudgeModuleRule = (judging, { module, word }) => {
  const { protocol, rule } = judging;
  if (protocol?.number !== protocolNumber('tcp') || protocol?.inverted || rule.parts.some(wantsSyn)) return;
  addProblem(judging, 'missing-option', word, {
    option: moduleName(module),
    names: ['--syn', '--tcp-flags SYN,RST SYN'],
    message: `${moduleName(module)} needs a test for segments that open a connection: -m tcp --tcp-flags SYN,RST SYN.`,
    refusedBy: byLegacyOnLoad,
  });
};

function wantsSyn({ module, option, values, inversion }: RulePart): boolean {
  if (module?.name !== 'tcp' || inversion) return false;
  if (option?.name === 'syn') return true;
  const set = option?.name === 'tcp-flags' ? (values[1]?.value.toUpperCase().split(',') ?? []) : [];
  return set.includes('SYN') || set.includes('ALL');
}
