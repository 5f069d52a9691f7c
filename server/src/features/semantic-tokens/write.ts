/** Semantic tokens in the form of the protocol: five numbers each, relative to the token before. */

import { type RulesetDocument, ruleAt } from '../../ruleset/document';
import { lineKinds } from '../../ruleset/line-facts';
import { chainStart, readOrdinaryRule } from '../../ruleset/ordinary-rule';
import type { Ruleset } from '../../ruleset/ruleset';
import { typeNumber } from './legend';
import { lineTokens, type PushToken, type RuleNames, ruleNameTokens } from './line-tokens';

/** Numbers that each token takes. */
export const tokenSize = 5;

export interface TokenWriter {
  data: number[];
  /** The line of the last token written, or of the one before the first. */
  lastLine: number;
  /** Adds the tokens of a line, which has to be below those written; returns how many they are. */
  write(line: number, state: number): number;
}

/** `lastLine` is that of the token before the first. Without details, rules have tokens for the names of chains and targets only. */
export function createWriter(ruleset: Ruleset, detailed: boolean, lastLine = 0): TokenWriter {
  const { dump, family } = ruleset.document;
  const writer: TokenWriter = { data: [], lastLine, write };
  let current = 0;
  let lastStart = 0;
  let lastEnd = 0;
  const push: PushToken = (start, end, type, modifiers) => {
    const from = Math.max(start, lastEnd);
    if (end <= from) return;
    const isFirst = writer.lastLine !== current || lastEnd === 0;
    const distance = isFirst ? from : from - lastStart;
    writer.data.push(current - writer.lastLine, distance, end - from, typeNumber(type), modifiers);
    writer.lastLine = current;
    lastStart = from;
    lastEnd = end;
  };
  function write(index: number, state: number): number {
    const before = writer.data.length;
    const line = dump.lines[index]!;
    current = index;
    lastEnd = 0;
    if (detailed || line.kind !== 'rule') lineTokens(line, family, state, push);
    else ruleNameTokens(line, namesOfRule(ruleset.document, index), family, state, push);
    return (writer.data.length - before) / tokenSize;
  }
  return writer;
}

/** Ordinary rules are known to be such: their names are found without taking them apart. */
function namesOfRule(document: RulesetDocument, index: number): RuleNames {
  const { text } = document.dump.lines[index]!;
  const ordinary =
    document.facts.kinds[index] === lineKinds.rule ? readOrdinaryRule(document.templates.sound, text) : undefined;
  if (ordinary) {
    const { chainEnd, targetStart, targetEnd } = ordinary;
    const target = targetEnd > 0 ? { start: targetStart, end: targetEnd } : undefined;
    return { chain: { start: chainStart, end: chainEnd }, target, isNew: false };
  }
  const rule = ruleAt(document, index);
  return {
    chain: rule && rule.chain >= 0 ? rule.chainSpan : undefined,
    target: rule && rule.target >= 0 ? rule.targetSpan : undefined,
    isNew: rule?.command === 'new-chain',
  };
}
