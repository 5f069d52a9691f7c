/** Whether `-p` names a protocol that the modules and options of a rule can work with. */

import { protocolNumber } from '../../modules/protocols';
import { byBoth, byKernel, byLegacyOnLoad, type RefusedBy } from '../../modules/refused-by';
import { namesPorts } from '../../modules/values/ports';
import type { Word } from '../../syntax/words';
import type { RulePart } from '../rule';
import { addProblem, type JudgedInstance, type Judging } from './context';
import { isNative } from './native';

/** Protocols that NAT can change ports of (ICMP, also behind ip6tables: its identifiers). */
const portProtocols = ['tcp', 'udp', 'sctp', 'dccp', 'icmp'];

/** The tool of nf_tables reads the protocol while it translates. */
const byKernelAndTranslation: RefusedBy = { legacy: 'load', nft: 'test' };

/** Judges what each module needs, then each option. */
export function judgeProtocols(judging: Judging): void {
  for (const instance of judging.instances) judgeModule(judging, instance);
  for (const part of judging.rule.parts) judgeOption(judging, part);
}

function judgeModule(judging: Judging, instance: JudgedInstance): void {
  const { module, word, implicit, parts } = instance;
  if (!module.protocols || module.rules?.includes('protocol-before-ports')) return;
  const place = implicit ? (parts[0]?.name ?? word) : word;
  if (!isNative(instance)) judgeProtocol(judging, place, module.protocols, byKernel);
  else if (isAmong(judging, module.protocols)) judgeProtocol(judging, place, module.protocols, byLegacyOnLoad);
  else judgeProtocol(judging, place, module.protocols, byKernelAndTranslation);
}

function judgeOption(judging: Judging, { option, module, name, values }: RulePart): void {
  if (!option || !module) return;
  const [value] = option.values ?? [];
  if (value && values[0] && namesPorts(value, values[0].value))
    judgeProtocolBefore(judging, name, { names: portProtocols, evenInverted: true });
  else if (option.idleWith && judging.rule.parts.some((part) => part.option?.name === option.idleWith)) return;
  else if (option.protocols === 'any') judgeAnyProtocol(judging, name);
  else if (option.protocols) judgeProtocol(judging, name, option.protocols, byKernel);
}

function judgeAnyProtocol(judging: Judging, word: Word): void {
  const { protocol, rule } = judging;
  if ((protocol && protocol.number !== 0 && !protocol.inverted) || (!protocol && rule.open)) return;
  addProblem(judging, 'missing-protocol', word, {
    refusedBy: byKernel,
    ...(protocol && { message: `${word.value} needs a -p with one protocol in the same rule.` }),
  });
}

/** Notes a problem unless `-p` names one of the protocols, not inverted; what only the host knows is taken for right. */
export function judgeProtocol(judging: Judging, word: Word, names: readonly string[], refusedBy: RefusedBy): void {
  const { protocol, rule } = judging;
  if (!protocol && !rule.open) addProblem(judging, 'missing-protocol', word, { names, refusedBy });
  else if (!protocol) return;
  else if (protocol.number === undefined) return;
  else if (protocol.inverted || !isAmong(judging, names)) {
    const option = `${protocol.inverted ? '! ' : ''}-p ${protocol.word.value}`;
    addProblem(judging, 'wrong-protocol', word, { names, refusedBy, option });
  }
}

/** The same for what looks at the protocol while the tool reads the line, so that `-p` has to stand before it. */
export function judgeProtocolBefore(
  judging: Judging,
  word: Word,
  { names, evenInverted }: { names: readonly string[]; evenInverted?: true },
): void {
  const { protocol } = judging;
  if (protocol && protocol.word.start > word.start)
    addProblem(judging, 'missing-protocol', word, {
      names,
      message: `${word.value} needs -p before it: move -p ${protocol.word.value} to the left.`,
    });
  else if (!evenInverted || !protocol || !isAmong(judging, names)) judgeProtocol(judging, word, names, byBoth);
}

function isAmong({ protocol }: Judging, names: readonly string[]): boolean {
  return protocol !== undefined && names.some((name) => protocolNumber(name) === protocol.number);
}
