/** Which packets a rule is about, in words: `TCP packets from 10.0.0.0/8 to port 22 in state NEW`. */

import { findMatch } from '../../modules/index';
import type { MatchModule } from '../../modules/types';
import type { Rule, RulePart } from '../../ruleset/rule';
import { andList } from '../markdown';
import type { ValueContext } from '../values/meaning';
import { optionPhrase, quotedOption, valuePhrase } from './fill';
import { matchPhrases } from './match-phrases';
import type { Phrase } from './phrases';
import { quotedUnknown, unknownOptions } from './unknown';

/** Words, and the options and modules that had to be quoted because nobody has a phrase for them. */
export interface Words {
  text: string;
  quoted: string[];
}

/** Parameters of iptables itself that say something of packets, beside the protocol. */
const parameterPhrases: Readonly<Record<string, Phrase>> = {
  source: 'from {}',
  destination: 'to {}',
  'in-interface': 'arriving on {}',
  'out-interface': 'leaving through {}',
  fragments: ['that are later fragments', 'that are no later fragments'],
};

/** What comes right behind `packets`, in this order; ports join their addresses. */
const headOrder = ['source', 'sport', 'sports', 'destination', 'dport', 'dports', 'in-interface', 'out-interface'];

/** The packets that a rule matches. */
export function packetWords(rule: Rule, context: ValueContext): Words {
  const quoted: string[] = [];
  const parts = rule.parts.filter((part) => part.module?.kind !== 'target');
  const head = parts.filter(isHead).sort((a, b) => headPlace(a) - headPlace(b));
  const items = [
    ...parts.flatMap((part) => (head.includes(part) ? [] : (parameterWords(part, context) ?? []))),
    ...moduleWords(parts, head, context, quoted),
    ...unknownWords(rule, context, quoted),
  ];
  const subject = subjectWords(parts, context);
  const behind = `${head.length > 0 ? ' ' : ''}${headWords(head, context)}${joined(items, head.length > 0)}`;
  return { text: behind === '' && subject === 'packets' ? 'all packets' : subject + behind, quoted };
}

function isHead(part: RulePart): boolean {
  return !part.inversion && part.values.length > 0 && headOrder.includes(part.option?.name ?? '') && isPlainHead(part);
}

/** Options of these names mean ports in every module that has them, and addresses or interfaces in none. */
function isPlainHead({ module, option }: RulePart): boolean {
  return module ? /^[sd]ports?$/.test(option!.name) : true;
}

function headPlace({ option }: RulePart): number {
  return headOrder.indexOf(option!.name);
}

/** `from port 53 of 10.0.0.1 to port 22 arriving on eth0`. */
function headWords(head: readonly RulePart[], context: ValueContext): string {
  const words: string[] = [];
  for (let i = 0; i < head.length; i++) {
    const [part, next] = [head[i]!, head[i + 1]];
    const name = part.option!.name;
    const portsFollow = next?.module && /^(?:source s|destination d)/.test(`${name} ${next.option!.name}`);
    const phrase = part.module ? matchPhrases(part.module.name)?.options[name] : parameterPhrases[name];
    if (!portsFollow) {
      const both = name === 'out-interface' && head[i - 1]?.option?.name === 'in-interface' ? 'and ' : '';
      words.push(both + (optionPhrase(part, phrase, context) ?? quotedOption(part, context)));
    } else {
      const direction = name === 'source' ? 'from' : 'to';
      words.push(`${direction} ${valuePhrase(next, 0, context)} of ${valuePhrase(part, 0, context)}`);
      i++;
    }
  }
  return words.join(' ');
}

function subjectWords(parts: readonly RulePart[], context: ValueContext): string {
  const part = parts.find((each) => !each.module && each.option?.name === 'protocol' && each.values.length > 0);
  if (!part) return 'packets';
  const name = valuePhrase(part, 0, context);
  if (name === 'any protocol') return 'packets';
  if (part.inversion) return `packets not of ${name.startsWith('protocol') ? name : `protocol ${name}`}`;
  return name.startsWith('protocol') ? `packets of ${name}` : `${name} packets`;
}

function parameterWords(part: RulePart, context: ValueContext): string | undefined {
  const phrase = part.module || !part.option ? undefined : parameterPhrases[part.option.name];
  return phrase === undefined ? undefined : optionPhrase(part, phrase, context);
}

/** One item for each time that a match module is loaded. */
function moduleWords(
  parts: readonly RulePart[],
  head: readonly RulePart[],
  context: ValueContext,
  quoted: string[],
): string[] {
  const groups = new Map<string, { module: MatchModule; parts: RulePart[] }>();
  for (const part of parts) {
    const module = part.module ?? loadedModule(part, context);
    if (module?.kind !== 'match') continue;
    const key = part.module ? `${part.instance}` : `-m ${module.name}`;
    if (!part.module && parts.some((each) => each.module === module)) continue;
    const group = groups.get(key) ?? { module, parts: [] };
    if (part.module) group.parts.push(part);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group) => groupWords(group.module, group.parts, head, context, quoted));
}

function loadedModule({ option, module, values }: RulePart, { family }: ValueContext): MatchModule | undefined {
  return !module && option?.name === 'match' && values[0] ? findMatch(values[0].value, family) : undefined;
}

function groupWords(
  module: MatchModule,
  parts: readonly RulePart[],
  head: readonly RulePart[],
  context: ValueContext,
  quoted: string[],
): string[] {
  const known = matchPhrases(module.name);
  const replaced = known?.alwaysIf && parts.some(({ option }) => option?.name === known.alwaysIf!.option);
  const words = parts.flatMap((part) => {
    if (head.includes(part)) return [];
    const text = optionPhrase(part, known?.options[part.option!.name], context);
    if (text !== undefined) return text === '' ? [] : [text];
    quoted.push(`${module.name} ${part.option!.name}`);
    return [`with ${quotedOption(part, context)}`];
  });
  const always = replaced ? known.alwaysIf!.phrase : known?.always;
  if (always) words.unshift(always);
  else if (parts.length === 0 && known?.bare) words.push(known.bare);
  const [exceptions, others] = [words.filter(isException), words.filter((text) => !isException(text))];
  return [others.reduce(continued, ''), ...exceptions].filter((text) => text !== '');
}

/** Exceptions are items of their own. */
function isException(text: string): boolean {
  return /^(?:not|except) /.test(text);
}

const shared = 'of a connection ';

/** Adds a phrase of the same module; what would be said again is replaced by `and`. */
function continued(text: string, phrase: string): string {
  if (text === '') return phrase;
  if (phrase.startsWith(shared) && text.includes(shared)) return `${text} and ${phrase.slice(shared.length)}`;
  return `${text} ${phrase}`;
}

/** Modules that iptables does not have, and options that no module has. */
function unknownWords(rule: Rule, context: ValueContext, quoted: string[]): string[] {
  const modules = rule.parts.flatMap((part) => {
    const name = !part.module && part.option?.name === 'match' ? part.values[0]?.value : undefined;
    return name === undefined || findMatch(name, context.family) ? [] : [name];
  });
  const options = unknownOptions(rule, 'matches');
  quoted.push(...modules, ...options.map(({ name }) => name.value));
  return [
    ...modules.map((name) => `that the module ${context.quote(name)} picks`),
    ...options.map((part) => `with ${quotedUnknown(rule, part, context)}`),
  ];
}

/** What is set off by commas where it stands alone behind addresses, ports and interfaces. */
const clause = /^(?:to|from|not|where|except|whose|that|of which) /;

/** Limits stand apart, behind everything else: they count all packets to which that applies. */
const limit = /^(?:while|at most) /;

function joined(items: readonly string[], behindHead: boolean): string {
  const limits = items.filter((item) => limit.test(item));
  const others = items.filter((item) => !limit.test(item)).sort((a, b) => rank(a) - rank(b));
  const [first = ''] = others;
  const apart =
    first !== '' &&
    (others.length > 1 ? behindHead : first.startsWith('except ') || (behindHead && clause.test(first)));
  const text = first === '' ? '' : `${apart ? ',' : ''} ${andList(others)}`;
  const end = apart || limits.length > 0 ? ',' : '';
  return text + (limits.length > 0 ? `, ${andList(limits)}` : '') + end;
}

/** Exceptions come behind what holds, so that nothing seems to belong to them. */
function rank(item: string): number {
  if (/^(?:not|except|without) /.test(item)) return 1;
  return /^(?:picked|of which) /.test(item) ? 2 : 0;
}
