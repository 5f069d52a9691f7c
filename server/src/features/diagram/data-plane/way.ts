/** Draws the way of packets that end alike: hook by hook, through what rewrites them, to their end. */

import type { Hook } from '../../../packets/dimensions';
import type { PacketSet } from '../../../packets/packet-set';
import type { Direction, Journey } from '../../../packets/traverse';
import { roughWords } from './asked';
import type { Drawing } from './drawing';
import { addDropped, addNote } from './ends';
import { addHook, isBusy } from './hooks';
import {
  addSourceChange,
  goalOf,
  linesOf,
  listenerPort,
  listenerTitle,
  sourceChangeOf,
  type Turn,
  turnOf,
} from './rewriting';
import { addArrow, addBox } from './sketch';

/** Adds the way of some packets of a journey from a box; `end` is where they arrive instead of the usual box. */
export function addWay(
  drawing: Drawing,
  direction: Direction,
  journey: Journey,
  way: { from: string; packets: PacketSet; end?: string },
): void {
  if (way.packets.length === 0) return;
  const part = { ...journey, packets: way.packets };
  const stations = [way.from, ...stationsOf(drawing, direction, part, way.end)];
  const isUntouched =
    journey.rewrittenBy === undefined &&
    !sourceChangeOf(journey) &&
    (journey.end.kind === 'local' || journey.end.kind === 'sent');
  stations.slice(1).forEach((to, i) => {
    const arrow = addArrow(drawing.sketch, [stations[i]!, to], direction, way.packets);
    if (isUntouched && i === stations.length - 2) arrow.style = 'untouched';
  });
}

function stationsOf(drawing: Drawing, direction: Direction, journey: Journey, end: string | undefined): string[] {
  const { sketch, ruleset } = drawing;
  const [turn, source] = [turnOf(journey), sourceChangeOf(journey)];
  const stations: string[] = [];
  for (const hook of hooksOf(drawing, direction, journey)) {
    const id = direction === 'out' && hook === 'POSTROUTING' ? 'out POSTROUTING' : hook;
    addHook(sketch, ruleset, hook, id);
    stations.push(id);
    if (turn?.visit.hook === hook) stations.push(addTurn(drawing, direction, journey, turn));
    if (source?.visit.hook === hook)
      stations.push(addSourceChange(sketch, hook, source, direction === 'out' ? 'out ' : ''));
  }
  stations.push(end ?? addEnd(drawing, direction, journey, turn));
  return stations;
}

/** The hooks that do something. What this host sends to itself would pass all of them: only where it is sent is drawn. */
function hooksOf({ ruleset }: Drawing, direction: Direction, { visits, end }: Journey): Hook[] {
  const hooks = [...new Set(visits.map(({ hook }) => hook))];
  const last = hooks.at(-1);
  const isToItself = direction === 'out' && (end.kind === 'local' || last === 'INPUT' || last === 'PREROUTING');
  return hooks.filter((hook) => isBusy(ruleset, hook) && (!isToItself || hook === 'OUTPUT'));
}

/** The box of the rules that give packets another destination; one for each listener, one for all of DNAT. */
function addTurn({ sketch, ruleset, turned }: Drawing, direction: Direction, journey: Journey, turn: Turn): string {
  const { hook } = turn.visit;
  const port = listenerPort(journey, turn);
  const isHere = turn.verdict.kind === 'redirect' || turn.verdict.kind === 'tproxy';
  const id = isHere ? `turn ${hook} ${turn.verdict.kind} ${port}` : `turn ${hook}`;
  addBox(sketch, id, 'rewriting', turn.verdict.kind, linesOf(turn.visit));
  const goal = isHere ? (port ?? 'this host') : goalOf(ruleset, journey, turn);
  const known = turned.get(id);
  if (known) {
    known.packets = [...known.packets, ...journey.packets];
    known.goals.add(goal);
  } else turned.set(id, { turn, direction, packets: journey.packets, goals: new Set([goal]) });
  return id;
}

function addEnd(drawing: Drawing, direction: Direction, journey: Journey, turn: Turn | undefined): string {
  const { sketch, ruleset, asked } = drawing;
  const { end } = journey;
  const dropped = addDropped(sketch, journey, asked.get(direction)!);
  if (dropped) return dropped;
  if (end.kind === 'unknown') {
    const box = addBox(sketch, 'unknown', 'unknown', 'not worked out', end.line === undefined ? [] : [end.line]);
    addNote(box.notes, end.reason);
    return box.id;
  }
  if (!turn)
    return { local: 'application', sent: 'next', forwarded: 'others' }[end.kind as 'local' | 'sent' | 'forwarded'];
  if (end.kind === 'local') {
    const port = listenerPort(journey, turn);
    return addBox(sketch, `listener ${port}`, 'listener', listenerTitle(ruleset, port)).id;
  }
  const box = addBox(sketch, 'goals', 'destination', 'rewritten destinations');
  const what = roughWords(journey.packets, asked.get(direction)!);
  addNote(box.notes, `${what || 'packets'} → ${goalOf(ruleset, journey, turn)}`, 8);
  return box.id;
}
