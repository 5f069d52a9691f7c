/** Reads a rule line as iptables does: command, parameters, modules and their options, with what is wrong with their order. */

import { externalMatch, externalTarget } from '../modules/external';
import { findMatch, findTarget } from '../modules/index';
import { type OptionResolution, resolveOption, resolveShortOption } from '../modules/option-names';
import { protocolName, protocolNumber } from '../modules/protocols';
import { byNft, byNobody, byState } from '../modules/refused-by';
import type { Command, Module, Option, Parameter } from '../modules/types';
import { readCNumber } from '../modules/values/c-number';
import { byteLength } from '../syntax/bytes';
import type { RuleLine } from '../syntax/line';
import { hasUnknown, unknownWords } from '../syntax/unknown';
import { splitWords, type Word } from '../syntax/words';
import type { RuleProblem } from './rule-problem';
import { type Family, maxNameBytes, otherFamily } from './tables';

/** One option of a rule with its values, in the order of the line. */
export interface RulePart {
  /** The word of the option itself. */
  name: Word;
  /** What it is; undefined for an option that no loaded module has. */
  option: Option | undefined;
  /** The module it belongs to; undefined for commands and parameters, and for unknown options. */
  module: Module | undefined;
  /** Which `-m` or `-j` of the line loaded the module, counted from 0; the same module twice is two tests. -1 for none. */
  instance: number;
  values: Word[];
  /** The `!` before the option. */
  inversion: Word | undefined;
}

/** One load of a module by a line: by `-m`, by `-j`, or by an option of the match that is named like the protocol. */
export interface ModuleInstance {
  module: Module;
  /** The name behind `-m` or `-j`, or the option that loaded the match. */
  word: Word;
  /** True for a match that only an option of its own loaded. */
  implicit: boolean;
}

export interface Rule {
  words: Word[];
  parts: RulePart[];
  /** The modules in the order in which the line loads them; parts refer to them by `instance`. */
  instances: ModuleInstance[];
  /** True when a module is named that is no part of iptables, or not known here, so that nobody knows its options. */
  external: boolean;
  /** True when words are not known here: they may be any options and values. */
  open: boolean;
  problems: RuleProblem[];
}

/** Bytes that one word may have, and words that one line may have (xshared.c; table name and end marker take four of 255). */
export const maxWordBytes = 1023;
export const maxWords = 251;

interface Reader {
  family: Family;
  words: Word[];
  next: number;
  parts: RulePart[];
  problems: RuleProblem[];
  /** The modules that the line has loaded so far, one entry for each time. */
  loaded: Module[];
  instances: ModuleInstance[];
  external: boolean;
  open: boolean;
  inversion: Word | undefined;
  protocol: string | undefined;
  command: RulePart | undefined;
  /** True behind `-L`. */
  lists: boolean;
  target: RulePart | undefined;
  /** Inside the values of an option that nobody knows: how many it takes is unknown too. */
  afterUnknown: boolean;
  /** Behind a letter that is no option, where iptables stops: what follows is no command any more. */
  refused: boolean;
  hasCounters: boolean;
}

const noProblems: RuleProblem[] = [];
const noValues: Word[] = [];

/** Parameters that look for their value in the next word, whatever stands joined to them, up to iptables 1.8.10. */
const needBlank = new Set(['protocol', 'source', 'destination', 'in-interface', 'out-interface', 'jump']);

/** `-ctstate` is read as `-c tstate`. */
function isCountedWord({ name }: Option, { value }: Word): boolean {
  return name === 'set-counters' && /^[a-z]/i.test(value);
}

/** Dashes, quotation marks and blanks of word processors and web pages, where iptables wants `-`, `"` and a blank. */
export const typographicCharacters =
  /[\u00a0\u00ab\u00bb\u2000-\u200b\u2010-\u2015\u2018-\u201f\u202f\u2032\u2033\u2212\u3000\ufeff]/;

/** Entities that web pages write for characters of a rule. */
export const htmlEntities = /&(?:quot|apos|amp|lt|gt|nbsp|#\d{1,7}|#x[\da-f]{1,6});/i;

/**
 * Reads a rule line. Never throws: what cannot be understood becomes a part without option, or a problem. Words beyond
 * the number that iptables can take are not read: the line is refused whatever they say.
 */
export function readRule(line: RuleLine, family: Family): Rule {
  const from = line.counters?.end ?? line.from;
  const words = splitWords(line.counters ? line.text.slice(0, line.counters.cut) : line.text, from);
  const reader: Reader = {
    family,
    words,
    next: 0,
    parts: [],
    problems: noProblems,
    loaded: [],
    instances: [],
    external: false,
    open: line.text.includes(unknownWords),
    inversion: undefined,
    protocol: undefined,
    command: undefined,
    lists: false,
    target: undefined,
    afterUnknown: false,
    refused: false,
    hasCounters: line.counters !== undefined,
  };
  while (reader.next < words.length && reader.next < maxWords) readWord(reader);
  if (reader.inversion) problem(reader, 'inversion-at-end', reader.inversion);
  if (!reader.command && !reader.open) noCommand(reader, line, from);
  checkLimits(reader, line);
  const { parts, instances, external, open, problems } = reader;
  return { words, parts, instances, external, open, problems };
}

function problem(reader: Reader, kind: RuleProblem['kind'], span: Word, more?: Partial<RuleProblem>): void {
  if (reader.problems === noProblems) reader.problems = [];
  reader.problems.push({ kind, start: span.start, end: span.end, word: span.value, ...more });
}

/** The option of a part, for a problem that it explains. */
function before(part: RulePart | undefined): Partial<RuleProblem> | undefined {
  return part && { option: part.name.value };
}

function readWord(reader: Reader): void {
  const word = reader.words[reader.next++]!;
  const { value } = word;
  if (value === '!') {
    if (reader.inversion) problem(reader, 'double-inversion', word);
    reader.inversion = word;
    reader.afterUnknown = false;
  } else if (value.charCodeAt(0) !== 45 /* - */ || value.length === 1) bareWord(reader, word);
  else if (value.charCodeAt(1) !== 45) readShort(reader, word);
  else if (value.length === 2) endOfOptions(reader);
  else readLong(reader, word);
}

function bareWord(reader: Reader, word: Word): void {
  if (hasUnknown(word.value)) reader.afterUnknown = true;
  else if (isPasted(word)) problem(reader, 'pasted', word);
  else if (!reader.afterUnknown) problem(reader, 'bare-word', word, before(reader.parts.at(-1)));
}

/** True for a word that looks as if the medium it was pasted from had changed its characters. */
function isPasted(word: Word): boolean {
  return !word.quoted && (typographicCharacters.test(word.value) || htmlEntities.test(word.value));
}

function endOfOptions(reader: Reader): void {
  const first = reader.words[reader.next];
  if (first) problem(reader, 'words-behind-end', first);
  reader.next = reader.words.length;
}

/** `-p tcp`, `-AINPUT`, `-fj ACCEPT`: letters without a value may be followed by further ones. */
function readShort(reader: Reader, word: Word): void {
  for (let i = 1; i < word.value.length; i++) {
    const option = resolveShortOption(word.value.charAt(i));
    const rest = word.value.slice(i + 1);
    if (!option || (reader.refused && 'rule' in option)) {
      if (!option && !reader.afterUnknown) unknownLetter(reader, word, i);
      addPart(reader, word, undefined, undefined);
      return;
    }
    const joined = rest !== '' && (option.values?.length ?? 0) > 0;
    addPart(reader, word, option, undefined, joined ? joinedValue(word, rest) : undefined);
    if (joined) return;
  }
}

/** Modules have no options of one letter, so that a letter which iptables does not know is refused whatever is loaded. */
function unknownLetter(reader: Reader, word: Word, at: number): void {
  if (isPasted(word)) return;
  problem(reader, 'unknown-letter', at === 1 ? word : { ...word, value: `-${word.value.charAt(at)}` });
  reader.refused = true;
}

/** `--dport 80`, `--dport=80`, `--dpo 80`. */
function readLong(reader: Reader, word: Word): void {
  const equals = word.value.indexOf('=');
  const name = equals < 0 ? word.value.slice(2) : word.value.slice(2, equals);
  const found = withoutOtherFamily(reader, lookUp(reader, name, word), word);
  if (found.kind !== 'found') {
    addPart(reader, word, undefined, undefined);
    if (found.kind === 'ambiguous') problem(reader, 'ambiguous-option', word, { names: found.names });
    else if (!reader.external && !reader.open && !isPasted(word) && !hasUnknown(word.value))
      problem(reader, 'unknown-option', word);
    return;
  }
  const { option, module } = found;
  const takesValue = (option.values?.length ?? 0) > 0;
  if (reader.refused && 'rule' in option) addPart(reader, word, undefined, undefined);
  else if (equals < 0) addPart(reader, word, option, module);
  else if (takesValue) addPart(reader, word, option, module, joinedValue(word, word.value.slice(equals + 1)));
  else {
    addPart(reader, word, undefined, undefined);
    problem(reader, 'unexpected-value', word, { option: `--${found.name}` });
  }
}

/** In ip6tables only nf_tables knows the name of `--fragments`: for legacy, a beginning of it may still mean one option alone. */
function withoutOtherFamily(reader: Reader, found: OptionResolution, word: Word): OptionResolution {
  if (found.kind !== 'ambiguous') return found;
  const isKnown = (name: string) => {
    const resolved = resolveOption(name, reader.loaded);
    const families = resolved.kind === 'found' ? resolved.option.families : undefined;
    return families === undefined || families.includes(reader.family);
  };
  const names = found.names.filter(isKnown);
  if (names.length !== 1) return found;
  problem(reader, 'ambiguous-option', word, { names: found.names, refusedBy: byNft });
  return resolveOption(names[0]!, reader.loaded);
}

function joinedValue(word: Word, value: string): Word {
  return { ...word, start: word.quoted ? word.start : word.end - value.length, value };
}

/** An option that nothing loaded has makes iptables load the match that is named like the protocol. */
function lookUp(reader: Reader, name: string, word: Word): OptionResolution {
  const found = resolveOption(name, reader.loaded);
  const match = found.kind === 'unknown' && reader.protocol && findMatch(reader.protocol, reader.family);
  if (!match || reader.loaded.includes(match)) return found;
  load(reader, match, word, true);
  return lookUp(reader, name, word);
}

function load(reader: Reader, module: Module, word: Word, implicit: boolean): void {
  reader.loaded.push(module);
  reader.instances.push({ module, word, implicit });
}

function addPart(
  reader: Reader,
  name: Word,
  option: Option | undefined,
  module: Module | undefined,
  joined?: Word,
): void {
  const part: RulePart = {
    name,
    option,
    module,
    instance: module ? reader.loaded.lastIndexOf(module) : -1,
    values: joined ? [joined] : option?.values ? [] : noValues,
    inversion: reader.inversion,
  };
  reader.inversion = undefined;
  reader.afterUnknown = option === undefined;
  reader.parts.push(part);
  if ((!option || joined) && isPasted(name)) problem(reader, 'pasted', name);
  if (!option) return;
  if (joined && !module && (needBlank.has(option.name) || isCountedWord(option, joined))) {
    problem(reader, 'joined-value', name, option.name === 'jump' ? { refusedBy: byState } : undefined);
  }
  takeValues(reader, part, option);
  if (!part.module) coreEffects(reader, part, option);
}

function takeValues(reader: Reader, part: RulePart, option: Option): void {
  const wanted = option.values?.length ?? 0;
  const optional = option.optionalValues ?? 0;
  for (let i = part.values.length; i < wanted; i++) {
    const word = reader.words[reader.next];
    const mayMiss = i >= wanted - optional;
    if (mayMiss ? !isPlain(word) : !word) {
      if (!mayMiss && !isJoinedCounter(part, option)) problem(reader, 'missing-value', part.name);
      return;
    }
    if (isJoinedCounter(part, option)) return;
    if (option.values![i]!.kind === 'counter' && i > 0 && !isPlain(word)) {
      problem(reader, 'missing-value', part.name);
      return;
    }
    part.values.push(word!);
    reader.next++;
  }
}

/** `-c 5,6` holds both numbers in one word; a comma in front separates nothing. */
function isJoinedCounter(part: RulePart, option: Option): boolean {
  return option.values?.[0]?.kind === 'counter' && (part.values[0]?.value.includes(',', 1) ?? false);
}

/** An optional value is taken unless it begins like an option or an inversion (xs_has_arg). */
function isPlain(word: Word | undefined): boolean {
  return word !== undefined && !/^[-!]/.test(word.value);
}

function coreEffects(reader: Reader, part: RulePart, option: Option): void {
  if (part.inversion && option.inversion === undefined)
    problem(reader, 'inversion-not-allowed', part.inversion, before(part));
  if ('rule' in option) command(reader, part, option as Command);
  else if ('inDump' in option) refusedInDump(reader, part, option as Parameter);
  if (option.name === 'set-counters' && reader.hasCounters) problem(reader, 'second-counters', part.name);
  const value = part.values[0];
  if (!value) return;
  switch (option.name) {
    case 'protocol':
      reader.protocol = protocolMatch(value.value);
      reader.external ||= hasUnknown(value.value);
      break;
    case 'match': {
      loadMatch(reader, value);
      reader.afterUnknown = false;
      break;
    }
    case 'jump':
    case 'goto':
      target(reader, part, value, option.name);
  }
}

/** The name of the match that a protocol loads; numbers stand for their names. */
export function protocolMatch(protocol: string): string {
  const number = protocolNumber(protocol);
  return number === undefined ? protocol.toLowerCase() : protocolName(number);
}

function loadMatch(reader: Reader, name: Word): void {
  const match = findMatch(name.value, reader.family);
  if (match) load(reader, match, name, false);
  else if (hasUnknown(name.value)) reader.external = true;
  else if (externalMatch(name.value)) {
    reader.external = true;
    problem(reader, 'external-match', name, { refusedBy: byNobody, dependsOnHost: true });
  } else if (findMatch(name.value, otherFamily(reader.family))) problem(reader, 'other-family-match', name);
  else problem(reader, 'unknown-match', name);
}

/** `-L -Z`: the one pair of commands that go together. */
function isListedAndZeroed(first: RulePart, second: RulePart): boolean {
  const names = [first.option?.name, second.option?.name];
  return names.includes('zero') && (names.includes('list') || names.includes('list-rules'));
}

function command(reader: Reader, part: RulePart, option: Command): void {
  if (!reader.command) reader.command = part;
  else if (!isListedAndZeroed(reader.command, part))
    problem(reader, 'second-command', part.name, before(reader.command));
  if (option.name === 'list') {
    reader.lists = true;
    reader.problems = reader.problems.filter(({ kind }) => kind !== 'only-when-listing');
  }
  const [chain, second] = part.values;
  if (chain && byteLength(chain.value) > maxNameBytes && !hasUnknown(chain.value))
    problem(reader, 'chain-name-too-long', chain);
  if (option.name === 'new-chain' && chain) newChain(reader, chain);
  if (option.name === 'rename-chain' && second && /^[-!]/.test(second.value))
    problem(reader, 'bad-chain-start', second);
  const isNumbered = second !== undefined && option.values?.[1]?.kind === 'rule-number' && !hasUnknown(second.value);
  if (isNumbered && !isRuleNumber(second.value)) problem(reader, 'invalid-rule-number', second, before(part));
}

/** From 1 up to INT_MAX, as parse_rulenumber of iptables reads it: `0x1` and `010` too. */
function isRuleNumber(text: string): boolean {
  const number = readCNumber(text);
  return number !== undefined && number >= 1 && number <= 2_147_483_647;
}

/** A name for `-N`; to `-E` most of this does not matter. */
function newChain(reader: Reader, name: Word): void {
  if (/^[-!]/.test(name.value)) problem(reader, 'bad-chain-start', name);
  else if (name.value === '' || /[ \t\n\v\f\r]/.test(name.value)) problem(reader, 'blank-in-chain-name', name);
  else if (findTarget(name.value, reader.family)) problem(reader, 'clashing-chain-name', name);
}

function refusedInDump(reader: Reader, part: RulePart, parameter: Parameter): void {
  if (parameter.inDump === 'refused') problem(reader, 'not-in-restore', part.name);
  else if (!reader.lists) problem(reader, 'only-when-listing', part.name);
}

function target(reader: Reader, part: RulePart, value: Word, name: 'jump' | 'goto'): void {
  if (reader.target) problem(reader, 'second-target', part.name, before(reader.target));
  else reader.target = part;
  if (value.value === '') problem(reader, 'empty-target', value);
  else if (byteLength(value.value) > maxNameBytes && !hasUnknown(value.value))
    problem(reader, 'target-name-too-long', value);
  const module = name === 'jump' ? findTarget(value.value, reader.family) : undefined;
  if (module) load(reader, module, value, false);
  else if (externalTarget(value.value) || hasUnknown(value.value)) reader.external = true;
}

function noCommand(reader: Reader, line: RuleLine, from: number): void {
  if (reader.words.some((word) => /^-[46]$/.test(word.value))) return;
  if (reader.problems.length > 0) return;
  const text = line.text.slice(from);
  problem(reader, 'no-command', {
    start: from,
    end: line.text.length,
    value: text.trim(),
    closed: true,
    quoted: false,
  });
}

function checkLimits(reader: Reader, line: RuleLine): void {
  const { words } = reader;
  const last = words.at(-1);
  if (last && !last.closed) problem(reader, 'unterminated-quote', last);
  if (words.length > maxWords) problem(reader, 'too-many-words', words[maxWords]!);
  if (line.text.length > maxWordBytes / 3) {
    for (const word of words) if (byteLength(word.value) > maxWordBytes) problem(reader, 'word-too-long', word);
  }
  const nul = line.text.indexOf('\0');
  if (nul >= 0)
    problem(
      reader,
      'text-behind-nul',
      { start: nul, end: line.text.length, value: '', closed: true, quoted: false },
      { refusedBy: byNobody },
    );
}
