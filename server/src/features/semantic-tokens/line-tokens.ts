/** The semantic tokens of one line. */

import { findMatch, findTarget } from '../../modules/index';
import type { Value } from '../../modules/types';
import { type RulePart, readRule } from '../../ruleset/rule';
import { builtInChains, type Family, isTable, standardTargets } from '../../ruleset/tables';
import type { DeclarationLine, Line, RuleLine } from '../../syntax/line';
import { type Span, spanText } from '../../syntax/span';
import type { Word } from '../../syntax/words';
import { modifierBits, type TokenType } from './legend';
import { chainUndefined, tableOfState, targetIsChain, targetUndefined } from './line-state';
import { eachItem } from './value-type';

const { declaration, defaultLibrary, deprecated, documentation, undefined: missing, counter } = modifierBits;

/** Receives the tokens of a line, in their order. One that begins before the last one's end is cut, or left out. */
export type PushToken = (start: number, end: number, type: TokenType, modifiers: number) => void;

/** What the words of a line mean for the tokens; `state` is that of `lineStates`. */
interface Place {
  text: string;
  family: Family;
  state: number;
  push: PushToken;
}

/** Tells all tokens of a line. What has none is plain on purpose: brackets, separators, and words that iptables does not read. */
export function lineTokens(line: Line, family: Family, state: number, push: PushToken): void {
  const { text } = line;
  switch (line.kind) {
    case 'comment':
      push(line.from, text.length, 'comment', 0);
      break;
    case 'table': {
      const known = isTable(spanText(text, line.name));
      push(line.from, line.name.end, 'namespace', declaration | (known ? defaultLibrary : missing));
      break;
    }
    case 'commit':
      push(line.word.start, line.word.end, 'keyword', spanText(text, line.word) === 'COMMIT' ? 0 : missing);
      break;
    case 'declaration':
      declarationTokens(line, state, push);
      break;
    case 'rule':
      ruleTokens(line, { text, family, state, push });
  }
}

/** Tells of a rule only the names of chain and target: what a grammar cannot know. */
export function ruleNameTokens(line: Line, names: RuleNames, family: Family, state: number, push: PushToken): void {
  const { chain, target } = names;
  const place: Place = { text: line.text, family, state, push };
  const isFirst = chain && (!target || chain.start < target.start);
  if (isFirst) chainToken(place, chain, names.isNew);
  if (target) targetToken(place, target, spanText(line.text, target));
  if (chain && !isFirst) chainToken(place, chain, names.isNew);
}

/** Where the names stand in a rule; `isNew` when it makes the chain. */
export interface RuleNames {
  chain: Span | undefined;
  target: Span | undefined;
  isNew: boolean;
}

/** Of joined declarations iptables-restore reads the first alone. */
function declarationTokens({ text, declarations }: DeclarationLine, state: number, push: PushToken): void {
  const builtIns = builtInChains(tableOfState(state));
  declarations.forEach(({ name, policy, counters }, position) => {
    if (name) {
      const existence = position > 0 ? missing : declaration;
      push(name.start, name.end, 'function', existence | (isBuiltIn(builtIns, text, name) ? defaultLibrary : 0));
    }
    if (policy) policyToken(text, policy, push);
    if (counters) counterTokens(text, counters, push);
  });
}

function isBuiltIn(builtIns: readonly string[], text: string, name: Span): boolean {
  return builtIns.includes(spanText(text, name));
}

function policyToken(text: string, span: Span, push: PushToken): void {
  const policy = spanText(text, span);
  if (policy === '-') push(span.start, span.end, 'operator', 0);
  else push(span.start, span.end, 'keyword', policy === 'ACCEPT' || policy === 'DROP' ? 0 : missing);
}

/** The numbers between brackets and colon. */
function counterTokens(text: string, span: Span, push: PushToken): void {
  for (let i = span.start; i < span.end; i++) {
    const start = i;
    while (i < span.end && isDigit(text.charCodeAt(i))) i++;
    if (i > start) push(start, i, 'number', counter);
  }
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function ruleTokens(line: RuleLine, place: Place): void {
  if (line.counters) counterTokens(line.text, line.counters, place.push);
  const rule = readRule(line, place.family);
  rule.parts.forEach((part, i) => {
    const isWhole = part.name !== rule.parts[i + 1]?.name;
    partTokens(part, isWhole, place);
  });
  const last = rule.words.at(-1);
  if (last?.value === '!') place.push(last.start, last.end, 'operator', 0);
}

/** Several letters of one word are parts of their own: the last one has the token. */
function partTokens(part: RulePart, isWhole: boolean, place: Place): void {
  const { inversion, name, option, module, values } = part;
  if (inversion) place.push(inversion.start, inversion.end, 'operator', 0);
  if (isWhole) optionToken(part, nameEnd(place.text, name, values[0]), place);
  values.forEach((word, i) => {
    const value = option?.values?.[i];
    if (!value) return;
    if (!module && option && 'rule' in option) commandValue(option.name, value, word, i, place);
    else valueTokens(value, word, module?.name === 'comment', place);
  });
}

/** A value may be joined to the option's name, with or without `=`. */
function nameEnd(text: string, name: Word, value: Word | undefined): number {
  if (!value || value.start >= name.end || value.start <= name.start) return name.end;
  return text.charAt(value.start - 1) === '=' ? value.start - 1 : value.start;
}

const actions = new Set(['jump', 'goto', 'match']);

function optionToken({ name, option, module }: RulePart, end: number, { push }: Place): void {
  const isKeyword = !module && option && ('rule' in option || actions.has(option.name));
  const type = isKeyword ? 'keyword' : module ? 'property' : 'parameter';
  push(name.start, end, type, !option ? missing : option.deprecated ? deprecated : 0);
}

function commandValue(command: string, value: Value, word: Word, index: number, place: Place): void {
  if (value.kind === 'policy') policyToken(place.text, word, place.push);
  else if (value.kind === 'rule-number')
    eachItem(value.kind, word, (start, end, type) => place.push(start, end, type, 0));
  else if (index > 0) place.push(word.start, word.end, 'function', declaration);
  else chainToken(place, word, command === 'new-chain');
}

function chainToken({ text, state, push }: Place, span: Span, isNew: boolean): void {
  if (isNew) push(span.start, span.end, 'function', declaration);
  else push(span.start, span.end, 'function', existence(text, span, state, chainUndefined));
}

function existence(text: string, span: Span, state: number, bit: number): number {
  if ((state & bit) !== 0) return missing;
  return isBuiltIn(builtInChains(tableOfState(state)), text, span) ? defaultLibrary : 0;
}

function targetToken({ text, family, state, push }: Place, span: Span, name: string): void {
  const module = (state & targetIsChain) === 0 ? findTarget(name, family) : undefined;
  if (!module) push(span.start, span.end, 'function', existence(text, span, state, targetUndefined));
  else if (standardTargets.includes(name)) push(span.start, span.end, 'keyword', 0);
  else push(span.start, span.end, 'macro', defaultLibrary | (isOutdated(module) ? deprecated : 0));
}

function valueTokens(value: Value, word: Word, isComment: boolean, place: Place): void {
  const { family, push } = place;
  switch (value.kind) {
    case 'target':
    case 'user-chain':
      targetToken(place, word, word.value);
      break;
    case 'match': {
      const module = findMatch(word.value, family);
      const known = module ? defaultLibrary | (isOutdated(module) ? deprecated : 0) : 0;
      push(word.start, word.end, 'type', known);
      break;
    }
    default: {
      const modifiers = value.kind === 'counter' ? counter : isComment ? documentation : 0;
      eachItem(value.kind, word, (start, end, type) => push(start, end, type, modifiers));
    }
  }
}

function isOutdated(module: { deprecated?: string; removed?: string }): boolean {
  return module.deprecated !== undefined || module.removed !== undefined;
}
