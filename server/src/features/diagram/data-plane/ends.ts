/** Where journeys end, as boxes: dropped, sent on, given to somebody on this host. */

import type { Journey } from '../../../packets/traverse';
import { type AskedDirection, roughWords } from './asked';
import { addBox, type Sketch } from './sketch';

/** Dropped packets are told apart by the rule up to this number of rules. */
const mostNotes = 6;

/** The box for what a hook drops or rejects; undefined when the journey ends otherwise. */
export function addDropped(sketch: Sketch, journey: Journey, asked: AskedDirection): string | undefined {
  const { end, visits } = journey;
  if (end.kind !== 'dropped' && end.kind !== 'rejected') return undefined;
  const last = visits.at(-1);
  const id = `${last?.hook} dropped`;
  const isNew = !sketch.boxes.has(id);
  const lines = end.line === undefined ? [] : [end.line];
  const isKnown = !isNew && end.line !== undefined && sketch.boxes.get(id)!.lines.includes(end.line);
  const box = addBox(sketch, id, 'dropped', end.kind, lines);
  if (box.title !== end.kind) box.title = 'dropped or rejected';
  if (isKnown) return id;
  const step = last?.steps.findLast((each) => each.line === end.line);
  const untold = 'reason' in end ? 'routing' : `policy of ${last?.hook}`;
  const decider = step ? `${step.chain} rule ${step.number}` : untold;
  addNote(box.notes, `${decider}: ${roughWords(journey.packets, asked) || (step ? 'by condition' : 'the rest')}`);
  return id;
}

/** Adds a note, or counts it where there are too many already. */
export function addNote(notes: string[], note: string, most = mostNotes): void {
  if (notes.includes(note)) return;
  if (notes.length < most) {
    notes.push(note);
    return;
  }
  const more = /^and (\d+) more$/.exec(notes[most] ?? '');
  notes[most] = `and ${Number(more?.[1] ?? 0) + 1} more`;
}
