// Random rulesets, walked by sets of packets and by one packet after the other with a small evaluator that knows no sets.

import assert from 'node:assert/strict';
import { dimensionOf, everything, isCondition, type Key, type Values } from '../../server/src/packets/dimensions';
import { evaluate } from '../../server/src/packets/evaluate';
import { asAskedTest, nowOf, wordOf } from '../../server/src/packets/fields';
import { interfaceNumber } from '../../server/src/packets/interfaces';
import type { PacketSet } from '../../server/src/packets/packet-set';
import { askedPackets } from '../../server/src/packets/question';
import { includesValue, type Ranges } from '../../server/src/packets/ranges';
import { traverse } from '../../server/src/packets/traverse';
import { readDocument } from '../../server/src/ruleset/document';
import { buildRuleset, type Ruleset } from '../../server/src/ruleset/ruleset';
import { wholeNumbers } from '../support/random';

type Whole = (limit: number) => number;

interface Packet {
  protocol: 'tcp' | 'udp';
  port: number;
  source: number;
  uid: number;
  mark: number;
  leaving: string;
  /** The names of the sets that its source is in. */
  sets: readonly string[];
}

/** A rule as text, and as what it asks of one packet. */
interface Rule {
  text: string;
  matches: (packet: Packet) => boolean;
  does:
    | { kind: 'none' | 'accept' | 'drop' | 'return' }
    | { kind: 'jump' | 'goto'; chain: string }
    | { kind: 'mark'; value: number; mask: number };
  line: number;
}

interface RandomTable {
  name: string;
  policies: Record<string, 'ACCEPT' | 'DROP'>;
  chains: Record<string, Rule[]>;
}

const ports = [0, 22, 80, 81, 65_535];
const users = [-1, 0, 1337];
const marks = [0, 1, 2, 0x539];
const sets = ['blocked', 'known'];
const sources = [0x0a000001, 0x0a000002, 0x0a000101];

const tests: readonly ((whole: Whole) => [text: string, matches: Rule['matches']])[] = [
  (whole) => {
    const protocol = whole(2) ? 'tcp' : 'udp';
    const [low, high] = [ports[whole(3)]!, ports[2 + whole(3)]!];
    const not = whole(4) === 0;
    const text = `-p ${protocol} -m ${protocol} ${not ? '! ' : ''}--dport ${low}:${high}`;
    return [text, (packet) => packet.protocol === protocol && (low <= packet.port && packet.port <= high) !== not];
  },
  (whole) => {
    const not = whole(2) === 0;
    return [`${not ? '! ' : ''}-p tcp`, ({ protocol }) => (protocol === 'tcp') !== not];
  },
  (whole) => {
    const user = whole(2) ? 1337 : 0;
    const not = whole(3) === 0;
    // A packet without owner passes the inverted test (net/netfilter/xt_owner.c).
    return [`-m owner ${not ? '! ' : ''}--uid-owner ${user}`, ({ uid }) => (uid === user) !== not];
  },
  (whole) => {
    const mask = [1, 2, 3, 0xffffffff][whole(4)]!;
    const value = (marks[whole(4)]! & mask) >>> 0;
    const not = whole(3) === 0;
    const text = `-m mark ${not ? '! ' : ''}--mark 0x${value.toString(16)}/0x${mask.toString(16)}`;
    return [text, (packet) => ((packet.mark & mask) >>> 0 === value) !== not];
  },
  (whole) => {
    const [prefix, not] = [whole(2) ? 24 : 32, whole(3) === 0];
    const shift = 32 - prefix;
    const source = sources[whole(3)]!;
    const text = `${not ? '! ' : ''}-s 10.0.${(source >>> 8) & 255}.${prefix === 24 ? 0 : source & 255}/${prefix}`;
    return [text, (packet) => (packet.source >>> shift === source >>> shift) !== not];
  },
  (whole) => {
    const [name, not] = [whole(2) ? 'lo' : 'eth0', whole(2) === 0];
    return [`${not ? '! ' : ''}-o ${name}`, ({ leaving }) => (leaving === name) !== not];
  },
  (whole) => {
    const [set, not] = [sets[whole(2)]!, whole(2) === 0];
    return [`-m set ${not ? '! ' : ''}--match-set ${set} src`, (packet) => packet.sets.includes(set) !== not];
  },
];

const chainNames = ['A', 'B', 'C'];

/** A chain leads to later ones only, so that nothing goes round in a loop. */
function randomRule(whole: Whole, table: string, chain: string, line: number): Rule {
  const asked = tests.filter(() => whole(5) === 0).map((test) => test(whole));
  // A port brings its own protocol.
  const own = asked.filter(([text], i) => !/-p /.test(text) || asked.findIndex(([other]) => /-p /.test(other)) === i);
  const does = randomAction(whole, table, chain);
  const text = ['-A', chain, ...own.map(([words]) => words), actionText(does)].filter(Boolean).join(' ');
  return { text, does, line, matches: (packet) => own.every(([, matches]) => matches(packet)) };
}

function randomAction(whole: Whole, table: string, chain: string): Rule['does'] {
  const further = chainNames.slice(chainNames.indexOf(chain) + 1);
  const kind = (['none', 'accept', 'drop', 'return', 'jump', 'jump', 'goto', 'mark'] as const)[whole(8)]!;
  if (kind === 'mark') {
    if (table !== 'mangle') return { kind: 'none' };
    return { kind, value: marks[whole(4)]!, mask: [0, 1, 3, 0xffffffff][whole(4)]! };
  }
  if (kind !== 'jump' && kind !== 'goto') return { kind };
  return further.length === 0 ? { kind: 'return' } : { kind, chain: further[whole(further.length)]! };
}

function actionText(does: Rule['does']): string {
  switch (does.kind) {
    case 'none':
      return '';
    case 'jump':
      return `-j ${does.chain}`;
    case 'goto':
      return `-g ${does.chain}`;
    case 'mark':
      return `-j MARK --set-xmark 0x${does.value.toString(16)}/0x${does.mask.toString(16)}`;
    default:
      return `-j ${does.kind.toUpperCase()}`;
  }
}

function randomDump(whole: Whole, places: readonly (readonly [table: string, hooks: readonly string[]])[]) {
  const lines: string[] = [];
  const tables = places.map(([name, hooks]): RandomTable => {
    const table: RandomTable = { name, policies: {}, chains: {} };
    lines.push(`*${name}`);
    for (const hook of hooks) {
      table.policies[hook] = whole(3) ? 'ACCEPT' : 'DROP';
      lines.push(`:${hook} ${table.policies[hook]} [0:0]`);
    }
    lines.push(...chainNames.map((chain) => `:${chain} - [0:0]`));
    for (const chain of [...hooks, ...chainNames]) table.chains[chain] = [];
    for (let i = 3 + whole(10); i > 0; i--) {
      const chain = [...hooks, ...hooks, ...chainNames][whole(2 * hooks.length + 3)]!;
      const rule = randomRule(whole, name, chain, lines.length);
      table.chains[chain]!.push(rule);
      lines.push(rule.text);
    }
    lines.push('COMMIT');
    return table;
  });
  return { text: `${lines.join('\n')}\n`, tables };
}

/** How one packet leaves a table: its verdict, or undefined for the policy of the built-in chain. */
interface Walked {
  ended?: { kind: 'accept' | 'drop'; line: number };
  mark: number;
  lines: number[];
}

/** One packet through a chain, rule after rule. */
function walk(table: RandomTable, chain: string, packet: Packet, walked: Walked): void {
  for (const { matches, does, line } of table.chains[chain]!) {
    if (!matches({ ...packet, mark: walked.mark })) continue;
    walked.lines.push(line);
    if (does.kind === 'return') return;
    if (does.kind === 'mark') walked.mark = ((walked.mark & ~does.mask) ^ does.value) >>> 0;
    if (does.kind === 'accept' || does.kind === 'drop') walked.ended = { kind: does.kind, line };
    if (does.kind === 'jump' || does.kind === 'goto') walk(table, does.chain, packet, walked);
    if (walked.ended || does.kind === 'goto') return;
  }
}

function randomPacket(whole: Whole): Packet {
  return {
    protocol: whole(2) ? 'tcp' : 'udp',
    port: ports[whole(ports.length)]!,
    source: sources[whole(3)]!,
    uid: users[whole(3)]!,
    mark: marks[whole(4)]!,
    leaving: whole(2) ? 'lo' : 'eth0',
    sets: sets.filter(() => whole(2)),
  };
}

/** Whether a set holds a packet, whatever it says of later moments. */
function holds(set: PacketSet, packet: Packet): boolean {
  return set.some((box) => [...box].every(([key, values]) => isIn(packet, key, values)));
}

function isIn(packet: Packet, key: Key, values: Values): boolean {
  if (isCondition(key)) {
    const set = sets.find((name) => key.includes(name))!;
    return includesValue(values as Ranges, packet.sets.includes(set) ? 1 : 0);
  }
  // A packet whose mark was changed is routed again: here it leaves by the same interface as before.
  const value = numberOf(packet, dimensionOf(key)!);
  if (value === undefined) return true;
  return values.some((each) =>
    'mask' in each ? (Number(value) & each.mask) >>> 0 === each.value : each.low <= value && value <= each.high,
  );
}

function numberOf(packet: Packet, key: Key): number | bigint | undefined {
  switch (key) {
    case 'protocol':
      return packet.protocol === 'tcp' ? 6 : 17;
    case 'destinationPort':
      return packet.port;
    case 'source':
      return packet.source;
    case 'uid':
      return packet.uid;
    case 'mark':
      return packet.mark;
    case 'outInterface':
      return interfaceNumber(packet.leaving);
    default:
      return undefined;
  }
}

function readRuleset(text: string): Ruleset {
  return buildRuleset(readDocument(text, 'ipv4'));
}

/** One table, with every rule that a packet matches. */
function checkTable(whole: Whole): void {
  const { text, tables } = randomDump(whole, [['mangle', ['OUTPUT']]]);
  const ruleset = readRuleset(text);
  const [table] = tables;
  const all = [new Map(everything('ipv4'))];
  const branches = evaluate(ruleset, ruleset.tables[0]!, 'OUTPUT', all, { detail: 'all' });
  const brief = evaluate(ruleset, ruleset.tables[0]!, 'OUTPUT', all, { detail: 'way' });
  for (let i = 0; i < 12; i++) {
    const packet = randomPacket(whole);
    const walked: Walked = { mark: packet.mark, lines: [] };
    walk(table!, 'OUTPUT', packet, walked);
    const told = JSON.stringify(packet) + text;
    const found = branches.filter(({ packets }) => holds(packets, packet));
    assert.equal(found.length, 1, told);
    assert.deepEqual(
      found[0]!.steps.map(({ line }) => line),
      walked.lines,
      told,
    );
    const [short, ...more] = brief.filter(({ packets }) => holds(packets, packet));
    assert.ok(short && more.length === 0, told);
    for (const { outcome } of [found[0]!, short]) {
      if (outcome.kind === 'verdict')
        assert.deepEqual({ kind: outcome.verdict.kind, line: outcome.line }, walked.ended, told);
      else assert.deepEqual([outcome.kind, walked.ended], ['policy', undefined], told);
    }
  }
}

const onTheWay = [
  ['mangle', 'OUTPUT'],
  ['filter', 'OUTPUT'],
  ['mangle', 'POSTROUTING'],
] as const;

/** Several tables, behind which a packet is sent, or where it was dropped. */
function checkWay(whole: Whole): void {
  const { text, tables } = randomDump(whole, [
    ['filter', ['OUTPUT']],
    ['mangle', ['OUTPUT', 'POSTROUTING']],
  ]);
  const journeys = traverse(readRuleset(text), 'out', packetsSent);
  for (let i = 0; i < 12; i++) {
    const packet = { ...randomPacket(whole), leaving: 'eth0' };
    const told = JSON.stringify(packet) + text;
    const walked: Walked = { mark: packet.mark, lines: [] };
    const dropped = dropOnTheWay(tables, packet, walked);
    const [found, ...others] = journeys.filter(({ packets }) => holds(packets, packet));
    assert.equal(others.length, 0, told);
    assert.ok(found, `none: ${told}`);
    assert.deepEqual(found.end, dropped ?? { kind: 'sent' }, told);
    const passed = found.visits
      .filter(({ packets }) => holds(packets, packet))
      .flatMap(({ steps, asides }) => [
        ...steps.map(({ line }) => line),
        ...asides.filter((aside) => holds(aside.packets, packet)).map(({ step }) => step.line),
      ]);
    assert.deepEqual(sorted(passed), sorted(walked.lines), told);
    const mark = asAskedTest(nowOf(found.fields, 'mark'), wordOf(walked.mark));
    assert.ok(
      mark === true || (typeof mark === 'object' && 'key' in mark && isIn(packet, mark.key, mark.values)),
      told,
    );
  }
}

function dropOnTheWay(tables: readonly RandomTable[], packet: Packet, walked: Walked) {
  for (const [name, hook] of onTheWay) {
    const table = tables.find((each) => each.name === name)!;
    const own: Walked = { mark: walked.mark, lines: walked.lines };
    walk(table, hook, packet, own);
    walked.mark = own.mark;
    if (own.ended?.kind === 'drop') return { kind: 'dropped', line: own.ended.line };
    if (!own.ended && table.policies[hook] === 'DROP') return { kind: 'dropped', line: policyLine(tables, name, hook) };
  }
  return undefined;
}

/** The filter table comes first; its header has five lines, the rules are in between. */
function policyLine(tables: readonly RandomTable[], name: string, hook: string): number {
  if (name === 'filter') return 1;
  const rules = Object.values(tables[0]!.chains).flat().length;
  return rules + 6 + (hook === 'OUTPUT' ? 1 : 2);
}

function sorted(lines: readonly number[]): number[] {
  return [...lines].sort((a, b) => a - b);
}

/** New connections to hosts elsewhere, with any mark. */
const packetsSent = newPacketsSent();

function newPacketsSent(): PacketSet {
  const asked = askedPackets({ leaving: 'eth0', mark: '0/0' }, 'out', 'ipv4');
  if ('unreadable' in asked) throw new Error(asked.unreadable);
  return asked.packets;
}

describe('random rulesets', () => {
  it('take sets of packets where they take each packet: one table, 2,000 rulesets', function () {
    this.timeout(120_000);
    const whole = wholeNumbers(4_711);
    for (let i = 0; i < 2_000; i++) checkTable(whole);
  });

  it('take sets of packets where they take each packet: several tables, 1,000 rulesets', function () {
    this.timeout(120_000);
    const whole = wholeNumbers(815);
    for (let i = 0; i < 1_000; i++) checkWay(whole);
  });
});
