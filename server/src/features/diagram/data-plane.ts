/** "Show the data plane": where a dump sends packets, from peers over hooks and redirections to listeners and applications. */

import { anyBits } from '../../packets/bits';
import type { Key, Values } from '../../packets/dimensions';
import { type Box, equalValues, hull, type PacketSet } from '../../packets/packet-set';
import { normalize, type Ranges } from '../../packets/ranges';
import type { Direction, Journey } from '../../packets/traverse';
import type { Ruleset } from '../../ruleset/ruleset';
import { type AskedDirection, askDirection, isForAll, roughWords } from './data-plane/asked';
import { type Drawing, startDrawing } from './data-plane/drawing';
import { isBusy } from './data-plane/hooks';
import { labelledArrows } from './data-plane/labels';
import { addOwnPackets } from './data-plane/onward';
import { fewPorts, openPorts } from './data-plane/open-ports';
import { findProxy, samplePort, type TransparentProxy } from './data-plane/proxy';
import { linesMet, manyGoals, turnTitle } from './data-plane/rewriting';
import { addBox, addNamedArrow } from './data-plane/sketch';
import { splitBy } from './data-plane/split';
import { addWay } from './data-plane/way';
import { type Diagram, inFlowOrder } from './diagram';

/** The data plane of a dump, traced for the first packets of connections in every direction in which it does something. */
export function dataPlane(ruleset: Ruleset): Diagram {
  const isRouter = isBusy(ruleset, 'FORWARD') || isBusy(ruleset, 'POSTROUTING');
  const directions: Direction[] = isRouter ? ['in', 'forward', 'out'] : ['in', 'out'];
  const arriving = directions.flatMap((each) => (each === 'out' ? [] : [askDirection(ruleset, each)]));
  const incoming = arriving[0]!;
  const { outgoing, proxy } = askOutgoing(ruleset, incoming);
  const asked = [...arriving, outgoing];
  const drawing = startDrawing(ruleset, asked);
  addPeers(drawing, proxy);
  for (const { direction, journeys } of asked) {
    for (const journey of journeys) {
      if (direction === 'out') addSent(drawing, journey, proxy);
      else addArriving(drawing, direction, journey, proxy);
    }
  }
  if (proxy.inbound.length === 0) addOpenPorts(drawing, incoming);
  nameTurns(drawing);
  showBySample(drawing, proxy);
  return diagramOf(drawing);
}

/** What this host sends has a mark only where that is how a proxy's packets are told from others. */
function askOutgoing(ruleset: Ruleset, incoming: AskedDirection) {
  const marked = askDirection(ruleset, 'out', true);
  const found = { outgoing: marked, proxy: findProxy(ruleset, incoming, marked) };
  const isAnyMark = (box: Box) => equalValues('mark', box.get('mark')!, anyBits);
  if (found.proxy.who.some((box) => !isAnyMark(box)) || marked.journeys.every((each) => each.packets.every(isAnyMark)))
    return found;
  const outgoing = askDirection(ruleset, 'out');
  return { outgoing, proxy: findProxy(ruleset, incoming, outgoing) };
}

function addPeers({ sketch }: Drawing, { inbound, outbound }: TransparentProxy): void {
  const isMeshed = inbound.length + outbound.length > 0;
  addBox(sketch, 'client', 'peer', 'Client');
  addBox(sketch, 'application', 'application', isMeshed ? 'Application' : 'This host');
  addBox(sketch, 'next', 'destination', isMeshed ? 'Next service' : 'Other hosts');
  addBox(sketch, 'others', 'destination', 'Other hosts');
}

/** What a proxy's redirection leaves out by its port goes to listeners of its own. */
function addArriving(drawing: Drawing, direction: Direction, journey: Journey, proxy: TransparentProxy): void {
  const { packets } = journey;
  const protocols = proxy.inbound.flatMap((each) => hull(each.packets)!.get('protocol') as Ranges);
  const isLeftAlone = journey.end.kind === 'local' && journey.rewrittenBy === undefined && protocols.length > 0;
  const [alike, others] = isLeftAlone
    ? splitBy(packets, [new Map<Key, Values>([['protocol', normalize(protocols)]])])
    : [[], packets];
  const ports = fewPorts(drawing.ruleset, alike);
  if (!ports) {
    addWay(drawing, direction, journey, { from: 'client', packets });
    return;
  }
  const box = addBox(drawing.sketch, 'excluded', 'listener', 'excluded ports', linesMet(journey, alike));
  box.notes = ports;
  addWay(drawing, direction, journey, { from: 'client', packets: alike, end: 'excluded' });
  addWay(drawing, direction, journey, { from: 'client', packets: others });
}

/** What a proxy sends itself goes on from its listeners. */
function addSent(drawing: Drawing, journey: Journey, proxy: TransparentProxy): void {
  const [own, others] = splitBy(journey.packets, proxy.who);
  const isDrawn = addOwnPackets(drawing, journey, proxy, own);
  const packets: PacketSet = isDrawn ? others : journey.packets;
  const isToItself = journey.end.kind === 'local' && journey.rewrittenBy === undefined;
  if (!isToItself) addWay(drawing, 'out', journey, { from: 'application', packets });
}

/** What a filter lets in, where it does not let in all. */
function addOpenPorts({ sketch }: Drawing, asked: AskedDirection): void {
  const isFiltered = asked.journeys.some(({ end }) => end.kind === 'dropped' || end.kind === 'rejected');
  const here = asked.journeys.filter(({ end, rewrittenBy }) => end.kind === 'local' && rewrittenBy === undefined);
  if (!isFiltered) return;
  const notes = openPorts(
    here.flatMap(({ packets }) => packets),
    asked,
  );
  sketch.boxes.get('application')!.notes.push(...notes);
}

/** Rewritings are named when all is known that they turn. */
function nameTurns({ sketch, turned, asked }: Drawing): void {
  for (const [id, { turn, direction, packets, goals }] of turned) {
    const [goal = '', ...others] = goals;
    const all = isForAll(packets, asked.get(direction)!) ? 'all' : '';
    const what = others.length === 0 ? roughWords(packets, asked.get(direction)!) : 'packets';
    const isMany = goals.has(manyGoals) || (others.length > 0 && asked.get(direction)!.isSample);
    const to = isMany ? manyGoals : others.length === 0 ? goal : `${goals.size} destinations`;
    sketch.boxes.get(id)!.title = turnTitle(turn, direction, [all, what], to);
  }
}

/** Ways through a proxy are shown by the port of one connection, since the port stays the same behind each redirection. */
function showBySample({ sketch, ruleset }: Drawing, { inbound, outbound }: TransparentProxy): void {
  const { family } = ruleset.document;
  for (const [from, listener] of [
    ['client', inbound[0]],
    ['application', outbound[0]],
  ] as const) {
    if (!listener) continue;
    const port = samplePort(listener.packets, family);
    for (const { to } of [...sketch.arrows.values()].filter((arrow) => arrow.from === from))
      addNamedArrow(sketch, from, to, port);
  }
}

const sampleRemark = 'Of the addresses and ports that its thousands of rules name one by one, a few stand for all.';
const dnatRemark = 'Addresses that DNAT writes are taken for those of other hosts or containers.';

function diagramOf(drawing: Drawing): Diagram {
  const arrows = labelledArrows(drawing);
  const boxes = inFlowOrder([...drawing.sketch.boxes.values()], arrows);
  const isSample = [...drawing.asked.values()].some((each) => each.isSample);
  const remarks = [drawing.sketch.boxes.has('goals') && dnatRemark, isSample && sampleRemark].filter(Boolean);
  return {
    title: 'The data plane',
    description: `Where this dump sends the first packets of connections, in ${boxes.length} boxes.${remarks.map((each) => ` ${each}`).join('')}`,
    boxes,
    arrows,
  };
}
