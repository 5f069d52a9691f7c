/** Lists and ranges that are torn by blanks, or given to an option for one value. */

import type { Value } from '../modules/types';
import { shown } from '../modules/values/part';
import { protocolsIn } from '../modules/values/protocol';
import type { Rule, RulePart } from '../ruleset/rule';
import { oncePer } from '../syntax/once';
import type { Span } from '../syntax/span';
import type { Word } from '../syntax/words';
import { type Fix, replace } from './finding';
import type { ProblemPlace } from './rule-check';
import { judgedFine, mends } from './rule-fixes';
import { ruleOn } from './rule-on-line';

/** Kinds of values that are lists of words or numbers. */
const lists = new Set<Value['kind']>([
  'words',
  'port-list',
  'address-list',
  'ipv6-addresses',
  'ipv6-headers',
  'set-directions',
  'weekdays',
  'month-days',
  'tcp-options',
  'sctp-chunks',
]);

/** `--ctstate NEW, ESTABLISHED` with one comma and no blank; undefined where the words do not become a value so. */
export const joinedList = oncePer((place: ProblemPlace): Fix | undefined => {
  if (!place.mayCompare) return undefined;
  const rule = ruleOn(place.line, place.ruleset.document.family);
  const part = rule.parts.findLast(({ name }) => name.start < place.problem.start);
  const words = part ? tornWords(rule, part) : [];
  if (!part || words.length < 2 || words.some(({ quoted }) => quoted)) return undefined;
  const written = words.map(({ value }) => value).join(' ');
  const list = written.replaceAll(/[ ,]+/g, ',').replace(/,$/, '');
  const hasCommas = !/[^ ,] +[^ ,]/.test(written);
  if (!hasCommas && !words.every(({ value }) => isSurelyItem(value, part))) return undefined;
  const torn = { start: words[0]!.start, end: words.at(-1)!.end };
  if (portLists[part.option?.name ?? '']) return multiportFix(place, part, torn, list, hasCommas);
  const changes = [replace(place.index, torn, list)];
  if (!lists.has(part.option?.values?.at(-1)?.kind ?? 'text') || !mends(place, changes)) return undefined;
  return { title: `Write ${shown(list)}`, certain: hasCommas && judgedFine(place, changes), changes };
});

/** Names of hosts and services may be any word, and so hardly are meant where no comma says so. */
function isSurelyItem(text: string, { option }: RulePart): boolean {
  return option?.values?.at(-1)?.kind === 'words' || /\d/.test(text);
}

/** The last value of an option and the words behind it, up to the next option. */
function tornWords({ parts, words }: Rule, part: RulePart): Word[] {
  const next = parts[parts.indexOf(part) + 1];
  const until = next ? (next.inversion ?? next.name).start : Number.POSITIVE_INFINITY;
  const from = part.values.at(-1)?.start ?? Number.POSITIVE_INFINITY;
  return words.filter(({ start }) => start >= from && start < until);
}

/** What a value at fault becomes that is a list where one is not taken; none where no mend is known. */
export function listFixes(place: ProblemPlace): Fix[] {
  if (!place.mayCompare) return [];
  const { ruleset, line, problem } = place;
  const { parts } = ruleOn(line, ruleset.document.family);
  const part = parts.find(({ values }) =>
    values.some(({ start, end }) => start <= problem.start && problem.end <= end),
  );
  if (!part) return [];
  if (part.option?.name === 'protocol') return eachProtocol(place, part);
  const [value] = part.values;
  if (!value || value.quoted) return [];
  const fix = value.value.includes(',') ? multiportFix(place, part, value, value.value) : rangeFix(place, part, value);
  return fix ? [fix] : [];
}

const addressRanges: Readonly<Record<string, string>> = { source: '--src-range', destination: '--dst-range' };

/** `-s 10.0.0.1-10.0.0.9` becomes `-m iprange --src-range 10.0.0.1-10.0.0.9`. */
function rangeFix(place: ProblemPlace, { name, option, inversion }: RulePart, value: Word): Fix | undefined {
  const range = addressRanges[option?.name ?? ''];
  if (!range || !value.value.includes('-') || value.start < name.end) return undefined;
  const text = `-m iprange ${inversion ? '! ' : ''}${range}`;
  const changes = [replace(place.index, { start: (inversion ?? name).start, end: name.end }, text)];
  if (!mends(place, changes)) return undefined;
  return { title: `Write ${text} ${shown(value.value)}`, certain: judgedFine(place, changes), changes };
}

const portLists: Readonly<Record<string, string>> = { sport: '--sports', dport: '--dports' };

/** `--dport 80,443` becomes `-m multiport --dports 80,443`. */
function multiportFix(
  place: ProblemPlace,
  { name, option, inversion }: RulePart,
  value: Span,
  written: string,
  isList = true,
): Fix | undefined {
  const plural = portLists[option?.name ?? ''];
  if (!plural || value.start < name.end) return undefined;
  const { index } = place;
  const list = written.replaceAll(/(?<=\d)-(?=\d)/g, ':');
  const text = `-m multiport ${inversion ? '! ' : ''}${plural}`;
  const changes = [
    replace(index, { start: (inversion ?? name).start, end: name.end }, text),
    replace(index, value, list),
  ];
  if (!mends(place, changes)) return undefined;
  return {
    title: `Write -m multiport ${plural} ${shown(list)}`,
    certain: isList && judgedFine(place, changes),
    changes,
  };
}

/** A rule for each protocol; the number of rules is no small thing, so that it is only offered. */
function eachProtocol(place: ProblemPlace, { values: [value] }: RulePart): Fix[] {
  const { index, line } = place;
  const names = value && !value.quoted ? protocolsIn(value.value) : [];
  if (names.length < 2) return [];
  const rules = names.map((name) => line.text.slice(0, value!.start) + name + line.text.slice(value!.end));
  const changes = [replace(index, { start: 0, end: line.text.length }, rules.join('\n'))];
  return [{ title: `Write a rule for each of ${names.join(', ')}`, certain: false, changes }];
}
