/** Faults in the words of a script's commands: what the checks of dumps find in its transcripts, at its place in the script. */

import { actionOfCall } from '../../effect/action';
import type { ExecutedCommand } from '../../effect/attempt';
import type { ReadScript } from '../../effect/read-effect';
import type { Call } from '../../effect/tables';
import { lineOf, marked, type Transcript, type TranscriptLine } from '../../effect/transcript';
import type { Truth } from '../../effect/verbs';
import { readDocument } from '../../ruleset/document';
import { buildRuleset } from '../../ruleset/ruleset';
import { builtInChains, hookNames, isTable } from '../../ruleset/tables';
import { exactPlace, scriptPlace, valuePlace } from '../../shell/mapped-text';
import type { ScriptText } from '../../shell/script-parts';
import type { Command } from '../../shell/steps';
import { placeAt } from '../../syntax/line-starts';
import { once, oncePer } from '../../syntax/once';
import type { Span } from '../../syntax/span';
import { hasUnknown } from '../../syntax/unknown';
import type { Backend } from '../backend';
import type { SeveritySettings } from '../check';
import type { Change, Finding, Fix } from '../finding';
import { diagnose } from '../index';
import { mayTellTable } from './check';
import { withoutHalfFixes } from './half-fixes';
import { findingPlace } from './places';

/** Codes that speak of one line's words; all others speak of dumps as texts, or of what stands around a line. */
const ofWords: ReadonlySet<string> = new Set([
  'malformed-rule',
  'unknown-option',
  'ambiguous-option',
  'unknown-match',
  'unknown-target',
  'missing-value',
  'unexpected-value',
  'invalid-value',
  'address-family-mismatch',
  'host-bits-set',
  'empty-range',
  'unexpected-word',
  'double-negation',
  'not-invertible',
  'repeated-option',
  'conflicting-options',
  'missing-option',
  'missing-protocol',
  'wrong-protocol',
  'wrong-family',
  'wrong-table',
  'wrong-chain',
  'deprecated-form',
  'unknown-policy',
  'drop-policy-in-nat',
  'policy-on-user-defined-chain',
  'invalid-chain-name',
  'chain-name-too-long',
  'typographic-character',
  'undefined-chain',
]);

/** A finding with the command that it is about. What many calls have in common is told once: most are never asked for fixes. */
export interface WordFinding extends Omit<Finding, 'fixes'> {
  call: Call;
  fixes(): Fix[];
}

/** The findings, each at its place in the script. */
export function wordFindings(script: ReadScript, settings: SeveritySettings, backend: Backend): WordFinding[] {
  const inTranscripts = script.transcripts.flatMap((transcript) =>
    diagnose(transcript.ruleset, settings, backend, transcript.kind === 'restore' ? 'dump' : 'command')
      .filter(({ code }) => transcript.kind === 'restore' || ofWords.has(code))
      .flatMap((finding) => inScript(script, transcript, finding) ?? []),
  );
  const alone = script.groups.flatMap(refusedIn);
  const inCommands = alone.flatMap((transcript) =>
    diagnose(transcript.ruleset, settings, backend, 'command')
      .filter(({ code, refusedBy }) => ofWords.has(code) && refusedBy.legacy === 'test' && refusedBy.nft === 'test')
      .flatMap((finding) => inScript(script, transcript, finding) ?? []),
  );
  return withoutHalfFixes(script, [...inTranscripts, ...inCommands]);
}

const refusedIn = oncePer((calls: readonly Call[]) =>
  calls.flatMap((call) => (call.kind === 'command' && refusedAlone(call)) || []),
);

/** A command that stands in no transcript and is refused for its words, in one of its own; undefined for all others. */
function refusedAlone(call: Command): Transcript | undefined {
  const action = actionOfCall(call);
  const { refusedBy, table, chain, known } = action;
  if (refusedBy.legacy !== 'test' || refusedBy.nft !== 'test' || lineOf(action)) return undefined;
  const told = action.restored;
  const line = known ? told : marked(told);
  const name = table?.known && isTable(table.text) ? table.text : 'filter';
  const isOwn = chain?.known && !hookNames.includes(chain.text);
  const above = [`*${name}`, ...builtInChains(name).map((each) => `:${each} ACCEPT [0:0]`)];
  if (isOwn) above.push(`:${chain.text} - [0:0]`);
  const text = [...above, line.text.replace(/[\n\r]/g, ' '), 'COMMIT', ''].join('\n');
  const ruleset = buildRuleset(readDocument(text, call.program.family));
  return { kind: 'command', ruleset, lines: [...above.map(() => undefined), { call, line }] };
}

function inScript(script: ReadScript, transcript: Transcript, finding: Finding): WordFinding | undefined {
  const source = transcript.lines[finding.line];
  if (!source || hasUnknown(source.line.text.slice(finding.span.start, finding.span.end))) return undefined;
  if (source.call.program.guessed && ofFamilies.has(finding.code)) return undefined;
  if (transcript.kind === 'command' && ofPlaces.has(finding.code) && mayTellTable(source.call)) return undefined;
  const fixes = once(() => finding.fixes.flatMap((fix) => fixInScript(script, finding.line, source, fix) ?? []));
  // A chain that the script does not make may be the machine's: only what was meant otherwise is worth a word.
  if (transcript.kind === 'command' && finding.code === 'undefined-chain' && fixes().length === 0) return undefined;
  const named = source.line.text.slice(finding.span.start, finding.span.end);
  if (transcript.kind === 'command' && ofTargets.has(finding.code) && mayBeMade(script, named)) return undefined;
  const place = scriptPlace(source.line, finding.span.start, finding.span.end);
  const isRefused = finding.refusedBy.legacy || finding.refusedBy.nft;
  if (isRefused && ofWords.has(finding.code) && isCarriedOut(script, source.call, place)) return undefined;
  if (isRefused && runsInOtherRounds(script, source.call)) return undefined;
  return { ...finding, ...placed(script, source, finding.span, place), fixes, call: source.call };
}

/** Where a variable's value is to blame, in a loop or a function that is run several times, the value is marked; else where it is used. */
function placed(
  script: ReadScript,
  { line, call }: TranscriptLine,
  { start, end }: Span,
  used: Span,
): Pick<Finding, 'line' | 'span' | 'related'> {
  const value = valuePlace(line, start, end);
  const isOneOfMany = (callsByStart(script.calls).get(call.span.start) ?? 0) > 1;
  const related = (place: Span, message: string) => [{ ...findingPlace(script, place), message }];
  if (value && isOneOfMany) return { ...findingPlace(script, value), related: related(used, 'It is used here.') };
  const marked = findingPlace(script, used);
  if (value) return { ...marked, related: related(value, 'The value stands here.') };
  const caller =
    isOneOfMany && call.span.start <= used.start && used.end <= call.span.end ? call.calls.at(-1) : undefined;
  return { ...marked, related: caller ? related(caller, 'Called from here.') : [] };
}

/** How many calls begin at each place. */
const callsByStart = oncePer((calls: readonly Call[]): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>();
  for (const { span } of calls) counts.set(span.start, (counts.get(span.start) ?? 0) + 1);
  return counts;
});

const ofTargets: ReadonlySet<string> = new Set(['undefined-chain', 'unknown-target']);

/** True when the script makes a chain of that name for another table or family, or one of which it does not tell the name. */
function mayBeMade({ transcripts }: ReadScript, name: string): boolean {
  const made = chainsMade(transcripts);
  return made.names.has(name) || made.hasUnknown;
}

const chainsMade = oncePer((transcripts: readonly Transcript[]) => {
  const names = new Set<string>();
  for (const { kind, lines } of transcripts)
    for (const each of kind === 'command' ? lines : []) {
      const [, name] = /^(?:-N|--new-chain) +(\S+)/.exec(each?.line.text ?? '') ?? [];
      if (name !== undefined) names.add(name);
    }
  return { names, hasUnknown: [...names].some(hasUnknown) };
});

const ofPlaces: ReadonlySet<string> = new Set(['wrong-table', 'wrong-chain']);

/** A program that is known by its variable's name alone may be that of the other family. */
const ofFamilies: ReadonlySet<string> = new Set(['address-family-mismatch', 'wrong-family', 'wrong-protocol']);

/** True for a line of iptables-restore that surely works, on what the script has built before. */
function isCarriedOut({ effect }: ReadScript, call: Call, { start, end }: Span): boolean {
  if (call.kind !== 'restore') return false;
  const told = (linesCarriedOut(effect.commands()).get(call) ?? []).filter(
    ({ place }) => place.start <= start && end <= place.end,
  );
  return told.length > 0 && told.every(({ succeeds }) => succeeds === true);
}

/** True for a round of a loop, or a call of a function, that does not come to a command, where others do: its values are those of another way. */
function runsInOtherRounds({ effect }: ReadScript, call: Call): boolean {
  const { calls, starts } = carriedOut(effect.commands());
  return !calls.has(call) && starts.has(call.span.start);
}

const carriedOut = oncePer((commands: readonly ExecutedCommand[]) => ({
  calls: new Set(commands.map(({ call }) => call)),
  starts: new Set(commands.map(({ call }) => call.span.start)),
}));

/** The lines that each iptables-restore reads: where they stand, and whether they succeed. */
const linesCarriedOut = oncePer((commands: readonly ExecutedCommand[]) => {
  const lines = new Map<Call, { place: Span; succeeds: Truth }[]>();
  for (const { call, line, succeeds } of commands) {
    if (call.kind !== 'restore') continue;
    const told = { place: scriptPlace(line, 0, line.text.length), succeeds };
    const known = lines.get(call);
    if (known) known.push(told);
    else lines.set(call, [told]);
  }
  return lines;
});

/** The same fix in the script; undefined where its text is not as it stands there. */
function fixInScript(script: ReadScript, line: number, source: TranscriptLine, fix: Fix): Fix | undefined {
  const changes = fix.changes.map((change) => changeInScript(script, line, source, change));
  return changes.every((change) => change !== undefined) ? { ...fix, certain: false, changes } : undefined;
}

/** Texts that mean the same in a shell, outside of quotes and inside. */
const plainText = /^[\w .,:/=!+-]*$/;

function changeInScript(
  script: ReadScript,
  line: number,
  { line: mapped }: TranscriptLine,
  { start, end, text }: Change,
): Change | undefined {
  if (start.line !== line || end.line !== line || !plainText.test(text)) return undefined;
  const place = exactPlace(mapped, start.column, end.column) ?? valuePlace(mapped, start.column, end.column);
  if (!place || (/\s/.test(text) && isInWord(script.text, place, text))) return undefined;
  return { start: placeAt(script.starts, place.start), end: placeAt(script.starts, place.end), text };
}

/** True where a blank would not part words: behind or before a quote. */
function isInWord(script: ScriptText, { start, end }: Span, text: string): boolean {
  return /^\s/.test(text) ? /["']/.test(script.charAt(end)) : !/\s/.test(script.charAt(start - 1));
}
