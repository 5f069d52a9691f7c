/** What is kept while the data plane is drawn. */

import type { PacketSet } from '../../../packets/packet-set';
import type { Direction } from '../../../packets/traverse';
import type { Ruleset } from '../../../ruleset/ruleset';
import type { AskedDirection } from './asked';
import type { Turn } from './rewriting';
import { emptySketch, type Sketch } from './sketch';

/** All packets that are turned to one listener, or by DNAT, at one hook. */
export interface TurnedPackets {
  turn: Turn;
  direction: Direction;
  packets: PacketSet;
  /** Where they are sent, as text. */
  goals: Set<string>;
}

export interface Drawing {
  ruleset: Ruleset;
  sketch: Sketch;
  asked: ReadonlyMap<Direction, AskedDirection>;
  /** By the box of the rewriting. */
  turned: Map<string, TurnedPackets>;
}

export function startDrawing(ruleset: Ruleset, asked: readonly AskedDirection[]): Drawing {
  return {
    ruleset,
    sketch: emptySketch(),
    asked: new Map(asked.map((each) => [each.direction, each])),
    turned: new Map(),
  };
}
