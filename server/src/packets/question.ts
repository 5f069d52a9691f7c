/** Questions about packets in plain terms, turned into packet sets. */

import { protocolNumber } from '../modules/protocols';
import type { Family } from '../ruleset/tables';
import { parseNetwork } from './addresses';
import { bitPattern } from './bits';
import { addressTypes, type Hook, type Key, packetsAt, type Values } from './dimensions';
import { parseInterface } from './interfaces';
import { parseMark, parseOwner, parsePortRange } from './numbers';
import { type Box, intersectBoxes, subtractValues } from './packet-set';
import { range } from './ranges';

/** What may be said of a packet, each as text as a rule would have it; what is left out may be anything. */
export interface Question {
  protocol?: string;
  port?: string;
  sourcePort?: string;
  source?: string;
  destination?: string;
  interface?: string;
  uid?: string;
  gid?: string;
  mark?: string;
}

/** The question's packets at a built-in chain; an answer that cannot be read is named by its field. */
export function askedPackets(
  question: Question,
  hook: Hook,
  table: string,
  family: Family,
): { packets: Box | undefined } | { unreadable: keyof Question } {
  let asked: Box = new Map<Key, Values>();
  for (const [field, text] of Object.entries(question) as [keyof Question, string | undefined][]) {
    if (text === undefined) continue;
    const values = readers[field](text, family);
    if (!values) return { unreadable: field };
    const key = field === 'interface' ? interfaceOf(hook) : keys[field];
    if (values !== 'any') asked = new Map([...asked, [key, values]]);
  }
  return { packets: intersectBoxes(packetsAt(hook, table, family), withLoopback(asked, hook, family)) };
}

const keys: Record<Exclude<keyof Question, 'interface'>, Key> = {
  protocol: 'protocol',
  port: 'destinationPort',
  sourcePort: 'sourcePort',
  source: 'source',
  destination: 'destination',
  uid: 'uid',
  gid: 'gid',
  mark: 'mark',
};

const readers: Record<keyof Question, (text: string, family: Family) => Values | 'any' | undefined> = {
  protocol: (text) => {
    const number = protocolNumber(text);
    return number === 0 ? 'any' : number === undefined ? undefined : range(number);
  },
  port: (text) => parsePortRange(text),
  sourcePort: (text) => parsePortRange(text),
  source: network,
  destination: network,
  interface: (text) => {
    const names = parseInterface(text);
    return names && [names];
  },
  uid: (text) => parseOwner(text),
  gid: (text) => parseOwner(text),
  mark: (text) => {
    const mark = parseMark(text);
    return mark && bitPattern(mark.value, mark.mask);
  },
};

function network(text: string, family: Family): Values | undefined {
  const addresses = parseNetwork(text, family);
  return addresses && [addresses];
}

function interfaceOf(hook: Hook): Key {
  return hook === 'OUTPUT' || hook === 'POSTROUTING' ? 'outInterface' : 'inInterface';
}

/** What is sent to a loopback address goes over lo and stays on this host; a question that names another interface is left alone. */
function withLoopback(asked: Box, hook: Hook, family: Family): Box {
  const destination = asked.get('destination');
  if (!destination || hook !== 'OUTPUT' || asked.has('outInterface')) return asked;
  const loopback = new Map<Key, Values>([
    ['destination', [parseNetwork(family === 'ipv4' ? '127.0.0.0/8' : '::1', family)!]],
    ['outInterface', [parseInterface('lo')!]],
    ['destinationType', range(addressTypes.indexOf('LOCAL'))],
  ]);
  const elsewhere = subtractValues('destination', destination, loopback.get('destination')!);
  return elsewhere.length > 0 ? asked : (intersectBoxes(asked, loopback) ?? asked);
}
