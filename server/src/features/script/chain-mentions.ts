/** Where the names of chains stand in a script's calls. */

import { actionOfCall } from '../../effect/action';
import { ownerOf } from '../../effect/attempt';
import { hasUnknown } from '../../effect/mapped-line';
import type { ReadScript } from '../../effect/read-effect';
import { type Call, ownerKey } from '../../effect/tables';
import type { Transcript } from '../../effect/transcript';
import { findTarget } from '../../modules/index';
import { ruleAt } from '../../ruleset/document';
import { commandOf, targetOf } from '../../ruleset/rule-summary';
import { tableAt } from '../../ruleset/ruleset';
import { type MappedText, scriptPlace } from '../../shell/mapped-text';
import type { Command } from '../../shell/steps';
import { type Span, spanText, touches } from '../../syntax/span';
import { ruleMentions } from '../names-at';

export interface ChainMention {
  name: string;
  table: string;
  call: Call;
  /** The same for all mentions of one chain. */
  key: string;
  /** Offsets in the script. */
  span: Span;
  /** True where the chain comes into being. */
  declares: boolean;
}

const found = new WeakMap<ReadScript, ChainMention[]>();

/** All names of chains that are known, in the order of the text, each place once for each chain that it names. */
export function chainMentions(script: ReadScript): readonly ChainMention[] {
  const known = found.get(script);
  if (known) return known;
  const all = [
    ...script.calls.flatMap((call) => (call.kind === 'command' ? ofCommand(call) : [])),
    ...script.transcripts.flatMap((transcript) => (transcript.kind === 'restore' ? ofRestore(transcript) : [])),
  ];
  const made = new Set(all.filter(({ declares }) => declares).map(({ key }) => key));
  const mentions = inOrder(all.filter(({ isTarget, key }) => !isTarget || made.has(key)));
  found.set(script, mentions);
  return mentions;
}

/** The mentions of the chains that are named at an offset, of several where a loop goes over families; empty elsewhere. */
export function mentionsAt(script: ReadScript, offset: number): ChainMention[] {
  const mentions = chainMentions(script);
  const keys = new Set(mentions.filter(({ span }) => touches(span, offset)).map(({ key }) => key));
  const seen = new Set<number>();
  return mentions.filter(({ key, span }) => keys.has(key) && !seen.has(span.start) && seen.add(span.start));
}

/** A name behind `-j` that a target has too means the chain only where the script makes one. */
interface Candidate extends ChainMention {
  isTarget: boolean;
}

function ofCommand(call: Command): Candidate[] {
  const { line, rule, verb, table } = actionOfCall(call);
  if (table?.known === false) return [];
  const name = table?.text ?? 'filter';
  const [chain, second] = commandOf(rule())?.values ?? [];
  const target = targetOf(rule())?.values[0];
  const at = (word: Span | undefined, text: string, declares = false, isTarget = false) =>
    word && !hasUnknown(line, word) ? [mentionOf(call, name, text, line, word, declares, isTarget)] : [];
  return [
    ...(chain ? at(chain, chain.value, verb === 'new-chain') : []),
    ...(second && verb === 'rename-chain' ? at(second, second.value, true) : []),
    ...(target ? at(target, target.value, false, findTarget(target.value, call.program.family) !== undefined) : []),
  ];
}

/** The lines that iptables-restore reads. */
function ofRestore({ ruleset, lines }: Transcript): Candidate[] {
  const { dump, names } = ruleset.document;
  return dump.lines.flatMap((text, index): Candidate[] => {
    const source = lines[index];
    const table = tableAt(ruleset, index);
    if (!source || !table) return [];
    const { call, line } = source;
    const at = (name: string, span: Span, declares: boolean) =>
      hasUnknown(line, span) ? [] : [mentionOf(call, table.name, name, line, span, declares, false)];
    if (text.kind === 'declaration')
      return text.declarations.flatMap(({ name }) => (name ? at(spanText(text.text, name), name, true) : []));
    const rule = text.kind === 'rule' ? ruleAt(ruleset.document, index) : undefined;
    if (!rule) return [];
    return ruleMentions(ruleset, table, index, rule).flatMap(([id, { span, role }]) =>
      at(names.texts[id]!, span, role === 'new-chain'),
    );
  });
}

function mentionOf(
  call: Call,
  table: string,
  name: string,
  line: MappedText,
  word: Span,
  declares: boolean,
  isTarget: boolean,
): Candidate {
  const key = [ownerKey(ownerOf(call)), table, name].join('\n');
  return { name, table, call, key, span: scriptPlace(line, word.start, word.end), declares, isTarget };
}

function inOrder(mentions: readonly Candidate[]): ChainMention[] {
  const seen = new Set<string>();
  const sorted = [...mentions].sort((a, b) => a.span.start - b.span.start);
  return sorted.filter(({ key, span }) => !seen.has(`${span.start} ${key}`) && seen.add(`${span.start} ${key}`));
}
