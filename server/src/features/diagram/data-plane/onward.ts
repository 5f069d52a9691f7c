/** How a proxy's own packets go on from its listeners: to the application, to the next service, back to itself. */

import { interfaceNumber } from '../../../packets/interfaces';
import { hull, type PacketSet } from '../../../packets/packet-set';
import type { Ranges, Value } from '../../../packets/ranges';
import type { Journey } from '../../../packets/traverse';
import { exactWords, roughWords } from './asked';
import type { Drawing } from './drawing';
import { samplePort, senderWords, type TransparentProxy } from './proxy';
import { linesMet, linesOf, listenerPort, listenerTitle, turnOf } from './rewriting';
import { addBox, addNamedArrow } from './sketch';
import { splitBy } from './split';

/** Draws what the proxy sends itself. True when the journey is one of those that it covers; the other senders' part is not. */
export function addOwnPackets(drawing: Drawing, journey: Journey, proxy: TransparentProxy, own: PacketSet): boolean {
  const [main] = proxy.outbound;
  if (!main || own.length === 0) return false;
  const { end } = journey;
  if (journey.rewrittenBy === undefined) {
    if (end.kind === 'sent') leaveAlone(drawing, journey, proxy, own);
    if (end.kind === 'local') reachApplication(drawing, journey, proxy, own);
    return end.kind === 'sent' || end.kind === 'local';
  }
  const turn = turnOf(journey);
  const port = turn && end.kind === 'local' ? listenerPort(journey, turn) : undefined;
  const isToItself = isOnly(hull(own)!.get('outInterface') as Ranges, interfaceNumber('lo')!);
  if (!turn || port === undefined || !isToItself) return false;
  const { sketch, ruleset, asked } = drawing;
  const id = `own turn ${port}`;
  const what = roughWords(own, asked.get('out')!).replace(/ to .*/, '');
  addBox(sketch, id, 'rewriting', `redirects ${what} for this host itself to ${port}`, linesOf(turn.visit));
  const who = exactWords(own, asked.get('out')!) ?? `as ${senderWords(own, asked.get('out')!)}, over lo`;
  addNamedArrow(sketch, `listener ${main.port}`, id, who);
  addNamedArrow(sketch, id, addBox(sketch, `listener ${port}`, 'listener', listenerTitle(ruleset, port)).id, '');
  return true;
}

function leaveAlone({ sketch, ruleset }: Drawing, journey: Journey, proxy: TransparentProxy, own: PacketSet): void {
  for (const { port, packets } of proxy.outbound) {
    if (splitBy(own, goalsOf(packets))[0].length === 0) continue;
    const sample = samplePort(packets, ruleset.document.family);
    const label = [sample, `as ${proxy.words}: left alone`].filter(Boolean).join(' ');
    addNamedArrow(sketch, `listener ${port}`, 'next', label).style = 'untouched';
    addBox(sketch, 'next', 'destination', '', linesMet(journey, own));
  }
}

function reachApplication(
  { sketch, ruleset }: Drawing,
  journey: Journey,
  proxy: TransparentProxy,
  own: PacketSet,
): void {
  for (const { port, packets } of proxy.inbound) {
    if (splitBy(own, goalsOf(packets))[0].length === 0) continue;
    const sample = samplePort(packets, ruleset.document.family);
    const label = [sample, `as ${proxy.words}, over lo: left alone`].filter(Boolean).join(' ');
    addNamedArrow(sketch, `listener ${port}`, 'application', label).style = 'untouched';
    addBox(sketch, 'application', 'application', '', linesMet(journey, own));
  }
}

/** Protocols and ports of packets, whoever sends them and wherever they go. */
function goalsOf(packets: PacketSet): PacketSet {
  const around = hull(packets);
  return around ? [new Map([...around].filter(([key]) => key === 'protocol' || key === 'destinationPort'))] : [];
}

function isOnly(values: Ranges, only: Value): boolean {
  return values.length === 1 && values[0]!.low === only && values[0]!.high === only;
}
