// What a packet has to be so that a rule may match it, as far as the rule's own words say: so each rule gets flows made for it.

import { inside, isUnicast } from './vocabulary';

/** The words of a rule and of the jumps that lead to it; what they negate is left out, since nearly every packet is so. */
export interface Wish {
  /** The built-in chains where the way to the rule begins. */
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

interface Rule {
  text: string;
  chain: string;
  target: string | undefined;
}

const builtIn = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'];

/** For each rule of a dump a wish for each built-in chain that leads to it. */
export function wishesOf(dump: string): Wish[] {
  return dump.split(/^(?=\*)/m).flatMap((table) => {
    const rules = table.split('\n').flatMap(readRule);
    return rules.flatMap((rule) => waysTo(rule, rules));
  });
}

function readRule(line: string): Rule[] {
  const text = line.replace(/^\[\d+:\d+\] /, '').replace(/"(?:\\.|[^"\\])*"/g, '""');
  const chain = /^-A (\S+)/.exec(text)?.[1];
  return chain === undefined ? [] : [{ text, chain, target: / -[jg] (\S+)/.exec(text)?.[1] }];
}

/** The shortest way from each built-in chain: where the words of two rules differ, those of the later one hold. */
function waysTo(rule: Rule, rules: readonly Rule[]): Wish[] {
  const next = new Map<string, Rule>([[rule.chain, rule]]);
  for (const chain of next.keys()) {
    for (const caller of rules) if (caller.target === chain && !next.has(caller.chain)) next.set(caller.chain, caller);
  }
  return builtIn
    .filter((hook) => next.has(hook))
    .map((hook) => {
      let wish: Partial<Wish> = {};
      for (let at = hook; at !== rule.chain; at = next.get(at)!.target!) wish = { ...wish, ...wordsOf(next.get(at)!) };
      return { ...wish, ...wordsOf(rule), hooks: [hook] };
    });
}

function wordsOf({ text }: Rule): Partial<Wish> {
  const word = (option: string) => new RegExp(`(?<!! )(?:${option}) (\\S+)`).exec(text)?.[1];
  const number = (option: string) => {
    const value = Number(/^\w+/.exec(word(option) ?? '')?.[0]);
    return Number.isNaN(value) ? undefined : value;
  };
  const address = (option: string) => {
    const value = word(option)?.split(/[/-]/)[0];
    return value !== undefined && isUnicast(value) ? inside(value)[0] : undefined;
  };
  return defined({
    protocol: word('-p'),
    source: address('-s|--src-range'),
    destination: address('-d|--dst-range|--ctorigdst'),
    sourcePort: word('--sports?'),
    port: word('--dports|--ports') ?? word('--dport|--ctorigdstport'),
    icmpType: number('--icmp(?:v6)?-type'),
    inInterface: word('-i'),
    outInterface: word('-o'),
    uid: number('--uid-owner'),
    gid: number('--gid-owner'),
    mark: text.includes('-m mark') ? number('--mark') : undefined,
  });
}

/** Without the properties that are undefined. */
function defined(wish: { [Key in keyof Wish]?: Wish[Key] | undefined }): Partial<Wish> {
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
}

/** One port of `80`, `8000:8010` or `80,443,8000:8010`; `share` from 0 to 1 chooses which. */
export function portOf(ports: string, share: number): number {
  const items = ports.split(',');
  const [low = 0, high = low] = items[Math.floor(share * items.length)]!.split(':').map(Number);
  return low + (Math.floor(share * items.length * (high - low + 1)) % (high - low + 1));
}
