/** Whether `-p` names a protocol that the modules and options of a rule can work with. */

import { protocolNumber } from '../../modules/protocols';
import { byBoth, byKernel, type RefusedBy } from '../../modules/refused-by';
import { namesPorts } from '../../modules/values/ports';
import type { Word } from '../../syntax/words';
import type { RulePart } from '../rule';
import { addProblem, type JudgedInstance, type Judging } from './context';

/** Protocols that NAT can change ports of (ICMP: its identifiers). */
const portProtocols = ['tcp', 'udp', 'sctp', 'dccp', 'icmp'];

/** Judges what each module needs, then each option. */
export function judgeProtocols(judging: Judging): void {
  for (const instance of judging.instances) judgeModule(judging, instance);
  for (const part of judging.rule.parts) judgeOption(judging, part);
}

function judgeModule(judging: Judging, { module, word, implicit, parts }: JudgedInstance): void {
  if (!module.protocols) return;
  judgeProtocol(judging, implicit ? (parts[0]?.name ?? word) : word, module.protocols, byKernel);
}

function judgeOption(judging: Judging, { option, module, name, values }: RulePart): void {
  if (!option || !module) return;
  if (option.protocols === 'any') {
    if (!judging.protocol) addProblem(judging, 'missing-protocol', name);
  } else if (option.protocols) judgeProtocol(judging, name, option.protocols, byBoth);
  else if (values[0] && option.values?.[0] && namesPorts(option.values[0], values[0].value)) {
    judgeProtocol(judging, name, portProtocols, byBoth);
  }
}

/** Notes a problem unless `-p` names one of the protocols, not inverted; what only the host knows is taken for right. */
export function judgeProtocol(judging: Judging, word: Word, names: readonly string[], refusedBy: RefusedBy): void {
  const { protocol } = judging;
  if (!protocol) addProblem(judging, 'missing-protocol', word, { names, refusedBy });
  else if (protocol.number === undefined) return;
  else if (protocol.inverted || !names.some((name) => protocolNumber(name) === protocol.number)) {
    addProblem(judging, 'wrong-protocol', word, {
      names,
      refusedBy,
      option: `${protocol.inverted ? '! ' : ''}-p ${protocol.word.value}`,
    });
  }
}
