/** The layout library, loaded only when somebody asks for a picture: it is larger than all the rest. */

import Elk, { type ElkNode } from 'elkjs/lib/elk-api';
import { Worker } from 'elkjs/lib/elk-worker.min';

/** Puts a graph's nodes in their places; works where it is called, in no thread of its own. */
export function layout(graph: ElkNode): Promise<ElkNode> {
  return new Elk({ workerFactory: () => new Worker(), algorithms: ['layered'] }).layout(graph);
}
