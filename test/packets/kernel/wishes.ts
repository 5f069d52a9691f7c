// What a packet has to be so that a rule may match it, as far as the rule's own words say: so each rule gets flows made for it.

import { inside, isUnicast } from './vocabulary';

/** The words of one rule; what it negates is left out, since nearly every packet is so. */
export interface Wish {
  /** The built-in chains that lead to the rule. */
  hooks: readonly string[];
  protocol?: string;
  source?: string;
  destination?: string;
  sourcePort?: string;
  port?: string;
  icmpType?: number;
  inInterface?: string;
  outInterface?: string;
  uid?: number;
  gid?: number;
  mark?: number;
}

const builtIn = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'];

/** A wish for each rule of a dump, in its order. */
export function wishesOf(dump: string): Wish[] {
  return dump.split(/^(?=\*)/m).flatMap((table) => {
    const rules = table
      .split('\n')
      .map((line) => line.replace(/^\[\d+:\d+\] /, '').replace(/"(?:\\.|[^"\\])*"/g, '""'))
      .filter((line) => line.startsWith('-A '));
    return rules.map((rule) => wishOf(rule, hooksOf(rule.split(' ')[1]!, rules)));
  });
}

function hooksOf(chain: string, rules: readonly string[]): string[] {
  const chains = new Set([chain]);
  for (const name of chains) {
    for (const rule of rules) {
      const words = rule.split(' ');
      const target = words.findIndex((word) => word === '-j' || word === '-g');
      if (target > 0 && words[target + 1] === name) chains.add(words[1]!);
    }
  }
  return builtIn.filter((name) => chains.has(name));
}

function wishOf(rule: string, hooks: readonly string[]): Wish {
  const word = (option: string) => new RegExp(`(?<!! )(?:${option}) (\\S+)`).exec(rule)?.[1];
  const number = (option: string) => {
    const text = word(option);
    return text === undefined || Number.isNaN(Number.parseInt(text, 10)) ? undefined : Number(/^\w+/.exec(text)![0]);
  };
  const address = (option: string) => {
    const text = word(option)?.split(/[/-]/)[0];
    return text !== undefined && isUnicast(text) ? inside(text)[0] : undefined;
  };
  const ports = word('--dports|--ports') ?? word('--dport|--ctorigdstport');
  return defined({
    hooks,
    protocol: word('-p'),
    source: address('-s|--src-range'),
    destination: address('-d|--dst-range|--ctorigdst'),
    sourcePort: word('--sports?'),
    port: ports,
    icmpType: number('--icmp(?:v6)?-type'),
    inInterface: word('-i'),
    outInterface: word('-o'),
    uid: number('--uid-owner'),
    gid: number('--gid-owner'),
    mark: /-m mark/.test(rule) ? number('--mark') : undefined,
  });
}

/** Without the properties that are undefined. */
function defined(wish: { [Key in keyof Wish]: Wish[Key] | undefined }): Wish {
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined)) as unknown as Wish;
}

/** One port of `80`, `8000:8010` or `80,443,8000:8010`; `share` from 0 to 1 chooses which. */
export function portOf(ports: string, share: number): number {
  const items = ports.split(',');
  const [low = 0, high = low] = items[Math.floor(share * items.length)]!.split(':').map(Number);
  return low + (Math.floor(share * items.length * (high - low + 1)) % (high - low + 1));
}
