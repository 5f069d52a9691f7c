// What is said of a flow before it is sent: the engine's word for each packet, and the answers of the kernels at both ends.

import { formatAddress } from '../../../server/src/modules/values/ip-address';
import type { Value } from '../../../server/src/packets/ranges';
import type { Family } from '../../../server/src/ruleset/tables';
import type { Flow, Listener, Outcome, Reached, Step } from '../../support/kernel/observe';
import type { Prediction } from './agreement';
import type { Connection } from './connections';
import { type Host, hostOf, passHost, type Way } from './host';
import { backTo, equalTuples, firstPacket, isError, isIcmp, isReset, type Packet, protocols, tupleOf } from './packet';
import { errorOf, type Refusal } from './refusal';
import { addressOf, deviceTo, isBroadcast, isLoopback, isOwn, linkTo } from './routes';
import type { Ruleset } from './rulesets';
import { listenersFor } from './vocabulary';

/** A packet that somebody sends, or the network brings; `at` is who has it. */
interface Move {
  packet: Packet;
  at: string;
}

/** All that has happened so far, in one of the ways that it may go. */
interface Scene {
  moves: readonly Move[];
  counted: ReadonlyMap<string, number>;
  steps: readonly Prediction['steps'][number][];
  connections: readonly Connection[];
  reached: (Reached & { packet: Packet }) | undefined;
  /** Where a handshake waits for its last packet. */
  waiting: (Reached & { packet: Packet }) | undefined;
  /** The sender's socket has got an answer. */
  answered: boolean;
  /** It has been told of a refusal. */
  told: boolean;
  /** Its own rules did not let the first packet out. */
  forbidden: boolean;
  refusal: Refusal | undefined;
}

interface Stage {
  host: Host;
  flow: Flow;
  family: Family;
  first: Packet;
  listeners: ReadonlyMap<number, Listener>;
}

const hosts = new WeakMap<Ruleset, { host: Host; listeners: ReadonlyMap<number, Listener> }>();

/** All ways that the flow may go; one, unless something decides that neither the rules nor the flow tell. */
export function predict(ruleset: Ruleset, flow: Flow): Prediction[] {
  const known = hosts.get(ruleset) ?? {
    host: hostOf(ruleset),
    listeners: new Map(listenersFor(ruleset).map((listener) => [listener.port, listener])),
  };
  hosts.set(ruleset, known);
  const { family } = ruleset;
  const stage: Stage = { ...known, flow, family, first: firstPacket(flow, family) };
  const start: Scene = {
    ...{ moves: [{ packet: stage.first, at: flow.from }], counted: new Map(), steps: [], connections: [] },
    ...{ reached: undefined, waiting: undefined, answered: false, told: false, forbidden: false, refusal: undefined },
  };
  const isConnection = flow.protocol === 'tcp' && flow.flags === undefined;
  const scenes = play(stage, isConnection ? 'connection' : 'first', [start]);
  const ended =
    flow.protocol === 'udp'
      ? scenes.flatMap((scene) => talk(stage, scene))
      : scenes.map((scene) => endOf(stage, scene));
  return distinct(ended);
}

function distinct(predictions: readonly Prediction[]): Prediction[] {
  const text = ({ steps, outcome }: Prediction) =>
    JSON.stringify([steps.map(({ counted }) => [...counted].sort()), { ...outcome, source: '', sourcePort: 0 }]);
  return [...new Map(predictions.map((each) => [text(each), each])).values()];
}

/** Until nothing is on its way any more. */
function play(stage: Stage, name: Step['name'], scenes: readonly Scene[]): Scene[] {
  const done = new Map<string, Scene>();
  const open = [...scenes];
  for (let scene = open.pop(); scene; scene = open.pop()) {
    const [move, ...moves] = scene.moves;
    if (move) {
      open.push(...advance(stage, { ...scene, moves }, move));
      continue;
    }
    const steps = [...scene.steps, { name, counted: scene.counted }];
    done.set(keyOf(scene), { ...scene, steps, counted: new Map() });
  }
  return [...done.values()];
}

function keyOf({ counted, ...others }: Scene): string {
  return JSON.stringify([[...counted].sort(), others], (_, value) =>
    typeof value === 'bigint' ? String(value) : value instanceof Map ? [...value].sort() : value,
  );
}

/** After a datagram was received: the answer, and where that came through another datagram. */
function talk(stage: Stage, scene: Scene): Prediction[] {
  const { reached } = scene;
  const answer = reached && datagramBack(stage, reached);
  if (!answer) return [endOf(stage, scene)];
  return play(stage, 'answer', [{ ...scene, moves: [{ packet: answer, at: reached.host }] }]).flatMap((answered) => {
    if (!answered.answered) return [endOf(stage, answered)];
    const next = { ...answered, reached: undefined, moves: [{ packet: stage.first, at: stage.flow.from }] };
    return play(stage, 'next', [next]).map((last) =>
      endOf(stage, { ...last, reached, answered: last.reached !== undefined }),
    );
  });
}

/** Nothing is sent from an address that is not the host's. */
function datagramBack(
  { host, listeners }: Stage,
  { host: at, packet }: Reached & { packet: Packet },
): Packet | undefined {
  if (isBroadcast(host.routes, packet.destination)) return undefined;
  if (at === 'host' && !isOwn(host.routes, packet.destination)) return undefined;
  const uid = at === 'host' ? listeners.get(packet.port)!.uid : -1;
  const { payload } = packet;
  return backTo(packet, { uid, gid: uid, ...(payload !== undefined && { payload }) });
}

function endOf({ flow }: Stage, scene: Scene): Prediction {
  return { steps: scene.steps, outcome: outcomeOf(flow, scene) };
}

function outcomeOf({ protocol, flags }: Flow, scene: Scene): Outcome {
  const { reached, answered, told, forbidden, refusal } = scene;
  if (forbidden && (protocol !== 'tcp' || flags !== undefined)) return { kind: 'dropped' };
  if (reached) {
    const { packet: _, ...others } = reached;
    return { ...others, connected: answered };
  }
  if (protocol === 'icmp' && answered) return { kind: 'answered' };
  const single = (protocol !== 'tcp' && protocol !== 'udp') || flags !== undefined;
  if (refusal && (told || single)) return { kind: 'refused', how: refusal };
  return told ? { kind: 'failed', error: 'told' } : { kind: 'dropped' };
}

function advance(stage: Stage, scene: Scene, { packet, at }: Move): Scene[] {
  const { host, flow } = stage;
  if (at === 'host') return maySend(stage, packet) ? throughHost(stage, scene, packet, undefined) : [scene];
  const link = host.routes.links.find(({ far }) => far === at)!;
  const seen = { ...scene, refusal: scene.refusal ?? refusalIn(packet, flow) };
  return throughHost(stage, seen, packet, link.name);
}

/** Only REJECT and transparent sockets send from addresses that are not the host's (net/ipv4/route.c, ip_route_output_key_hash_rcu). */
function maySend({ host, listeners }: Stage, { source, refuses, sentBy }: Packet): boolean {
  return (
    refuses !== undefined ||
    isOwn(host.routes, source) ||
    (sentBy !== undefined && listeners.get(sentBy)?.transparent === true)
  );
}

/** The refusal that a packet is, when it is seen on the way; nothing answers a packet that is a refusal itself. */
function refusalIn(packet: Packet, flow: Flow): Refusal | undefined {
  if (isReset(packet)) return flow.flags?.includes('R') ? undefined : 'reset';
  const [type, code] = [packet.icmpType >> 8, packet.icmpType & 255];
  const refusing = packet.protocol === protocols.icmp ? [3, 11] : [1, 3, 4];
  return isIcmp(packet) && refusing.includes(type) && type !== flow.icmpType ? `icmp ${type}/${code}` : undefined;
}

function throughHost(stage: Stage, scene: Scene, packet: Packet, incoming: string | undefined): Scene[] {
  return passHost(stage.host, packet, incoming, scene.connections).map((way) => {
    const counted = new Map(scene.counted);
    for (const rule of way.counted) counted.set(rule, (counted.get(rule) ?? 0) + 1);
    const isSeen = way.left && (incoming === undefined || way.end.kind !== 'local');
    const refusal = scene.refusal ?? (isSeen ? refusalIn(way.packet, stage.flow) : undefined);
    return behind(stage, { ...scene, counted, refusal, connections: way.connections }, way, packet, incoming);
  });
}

function behind(stage: Stage, scene: Scene, way: Way, before: Packet, incoming: string | undefined): Scene {
  const { host } = stage;
  const { end, packet, device } = way;
  switch (end.kind) {
    case 'sent':
    case 'forwarded': {
      const { far } = linkTo(host.routes, device);
      const martian = [packet.source, packet.destination].some((address) => isLoopback(host.routes, address));
      return martian ? scene : received(stage, scene, far, way);
    }
    case 'local':
      return received(stage, scene, 'host', way);
    case 'dropped':
      return {
        ...scene,
        forbidden: scene.forbidden || (before === stage.first && incoming === undefined && !way.left),
      };
    case 'rejected': {
      const forbidden = scene.forbidden || (before === stage.first && incoming === undefined && !way.left);
      const answer = errorOf(host, end.answer, way, incoming);
      return { ...scene, forbidden, moves: [...scene.moves, ...(answer ? [{ packet: answer, at: 'host' }] : [])] };
    }
    case 'unknown':
      throw new Error(`${end.reason}: ${JSON.stringify(stage.flow)}`);
  }
}

/** A packet has come to a host: what its sockets and its kernel do. */
function received(stage: Stage, scene: Scene, at: string, way: Way): Scene {
  const { packet } = way;
  if (isIcmp(packet)) return receivedIcmp(stage, scene, at, packet);
  if (packet.protocol === protocols.tcp) return receivedTcp(stage, scene, at, way);
  if (packet.protocol === protocols.udp) return receivedUdp(stage, scene, at, way);
  const version6 = stage.family === 'ipv6';
  return send(scene, at, kernelError(stage, packet, version6 ? 0x0401 : 0x0302));
}

function send(scene: Scene, at: string, packet: Packet | undefined): Scene {
  return packet ? { ...scene, moves: [...scene.moves, { packet, at }] } : scene;
}

/** Who is told nothing: senders of errors, and of what goes to many. */
function kernelError({ host, family }: Stage, packet: Packet, icmpType: number): Packet | undefined {
  if (isError(packet)) return undefined;
  if (isBroadcast(host.routes, packet.destination)) return undefined;
  const protocol = family === 'ipv4' ? protocols.icmp : protocols.icmpv6;
  return backTo(packet, { protocol, icmpType, about: packet, sourcePort: 0, port: 0 });
}

function receivedIcmp(stage: Stage, scene: Scene, at: string, packet: Packet): Scene {
  const { flow, first, host } = stage;
  const type = packet.icmpType >> 8;
  const isSender = at === flow.from && packet.destination === first.source;
  if (isError(packet)) {
    const { about } = packet;
    const own = about && isSender && about.sourcePort === first.sourcePort && about.protocol === first.protocol;
    return own ? { ...scene, told: true } : scene;
  }
  if (type === 0 || type === 129) return at === flow.from ? { ...scene, answered: true } : scene;
  const answers: Record<number, number> = { 8: 0, 128: 129 };
  const answer = answers[type];
  if (answer === undefined) return scene;
  const broadcast = isBroadcast(host.routes, packet.destination);
  const source = broadcast ? addressHere(stage, at, packet.source) : packet.destination;
  return send(scene, at, backTo(packet, { icmpType: answer << 8, source }));
}

/** The address from which a host answers what came to all. */
function addressHere({ host: { routes } }: Stage, at: string, to: Value): Value {
  if (at === 'host') return addressOf(routes, deviceTo(routes, to, 0));
  return addressOf(routes, routes.links.find(({ far }) => far === at)!.name);
}

function isClient({ flow, first }: Stage, at: string, packet: Packet): boolean {
  return at === flow.from && flow.flags === undefined && equalTuples(tupleOf(backTo(first, {})), tupleOf(packet));
}

function receivedTcp(stage: Stage, scene: Scene, at: string, way: Way): Scene {
  const { packet } = way;
  const { flags } = packet;
  const { uid, gid, mark } = stage.first;
  if (isClient(stage, at, packet)) {
    if (isReset(packet)) return { ...scene, told: true };
    if (flags !== 'SA') return scene;
    return send({ ...scene, answered: true }, at, backTo(packet, { flags: 'A', uid, gid, mark }));
  }
  if (isReset(packet)) return scene;
  const listener = listenerAt(stage, at, way);
  const { waiting } = scene;
  if (waiting && waiting.host === at && equalTuples(tupleOf(waiting.packet), tupleOf(packet)) && flags === 'A')
    return { ...scene, reached: waiting };
  if (listener && !flags.includes('A')) {
    if (!flags.includes('S') || flags.includes('F')) return scene;
    const own = at === 'host' ? { uid: listener.uid, gid: listener.uid, sentBy: listener.port } : {};
    const asked = { ...scene, waiting: reachedBy(stage, at, way) };
    return send(asked, at, backTo(packet, { flags: 'SA', ...own }));
  }
  // The answer belongs to the listener's socket (net/ipv4/ip_output.c, ip_send_unicast_reply; nobody's before Linux 6.13).
  const own = at === 'host' && listener ? { uid: listener.uid, gid: listener.uid, sentBy: listener.port } : {};
  return send(scene, at, backTo(packet, { flags: flags.includes('A') ? 'R' : 'RA', ...own }));
}

/** TPROXY hands a packet to a listener on another port. */
function listenerAt({ listeners }: Stage, at: string, { packet, end }: Way): Listener | undefined {
  const port =
    at === 'host' && end.kind === 'local' && end.listener !== undefined
      ? Number(/\d+$/.exec(end.listener)![0])
      : packet.port;
  return listeners.get(port);
}

function reachedBy({ family }: Stage, at: string, { packet, connection }: Way): Reached & { packet: Packet } {
  const address = formatAddress(packet.destination, family);
  const original = at === 'host' && connection ? connection.original : packet;
  return {
    ...{ kind: 'reached', host: at, address, port: packet.port, packet, connected: false },
    ...{ source: formatAddress(packet.source, family), sourcePort: packet.sourcePort },
    ...(packet.protocol === protocols.tcp && {
      original: { address: formatAddress(original.destination, family), port: original.port },
    }),
  };
}

function receivedUdp(stage: Stage, scene: Scene, at: string, way: Way): Scene {
  const { packet } = way;
  if (isClient(stage, at, packet)) return { ...scene, answered: true };
  if (listenerAt(stage, at, way)) return { ...scene, reached: scene.reached ?? reachedBy(stage, at, way) };
  return send(scene, at, kernelError(stage, packet, stage.family === 'ipv4' ? 0x0303 : 0x0104));
}
