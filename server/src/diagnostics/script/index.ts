/** What is wrong with a script's iptables commands: in their words, as in a dump, and in what they come to. */

import type { EffectEvent } from '../../effect/events';
import type { ReadScript } from '../../effect/read-effect';
import type { Call } from '../../effect/tables';
import type { Backend } from '../backend';
import type { SeveritySettings } from '../check';
import type { Finding, Related, Severity } from '../finding';
import { carriageReturns } from './carriage-return';
import { chainExists } from './chain-exists';
import { chainNotEmpty } from './chain-not-empty';
import { mayTellTable, type ScriptCheck } from './check';
import { deleteWithoutMatch } from './delete-without-match';
import { familyGap } from './family-gap';
import { missingTableFlag } from './missing-table-flag';
import { missingWait } from './missing-wait';
import { notIdempotent } from './not-idempotent';
import { numberTooLarge } from './number-too-large';
import { findingPlace, placeOfCall } from './places';
import { quotedOptions } from './quoted-option';
import { ruleAfterDrop } from './rule-after-drop';
import { undefinedChainInScript } from './undefined-chain';
import { unknownTables } from './unknown-table';
import { wordFindings } from './words';

/** Every check of what commands come to. */
export const scriptChecks: readonly ScriptCheck[] = [
  missingTableFlag,
  undefinedChainInScript,
  chainExists,
  chainNotEmpty,
  deleteWithoutMatch,
  numberTooLarge,
  ruleAfterDrop,
  notIdempotent,
  familyGap,
  missingWait,
];

const checksByCode: ReadonlyMap<string, ScriptCheck> = new Map(scriptChecks.map((check) => [check.code, check]));

/** All findings of a script, in the order of its text, as they matter to users of a backend. */
export function diagnoseScript(
  script: ReadScript,
  settings: SeveritySettings = {},
  backend: Backend = 'both',
): Finding[] {
  const { events } = script.effect;
  const quoted = quotedOptions(script, settings);
  const inQuotes = new Set(quoted.map(({ call }) => call));
  const words = [...unknownTables(script, settings), ...wordFindings(script, settings, backend)].filter(
    ({ call }) => !inQuotes.has(call),
  );
  const callsWith = (codes: readonly string[], of: readonly { code?: string; kind?: string; call: Call }[]) =>
    new Set(of.filter(({ code, kind }) => codes.includes(code ?? kind ?? '')).map(({ call }) => call));
  const inWrongTable = callsWith(['missing-table-flag'], events);
  const toMisspelt = callsWith(['unknown-target', 'undefined-chain', 'missing-value', 'chain-name-too-long'], words);
  const returns = carriageReturns(script, settings);
  const isToldElsewhere = (code: string, call: Call) =>
    returns.some((each) => each.code === code) || (ofTables.has(code) && inWrongTable.has(call));
  const ofEvents = events.filter(({ kind, call, chain }) => {
    if (inQuotes.has(call) || (kind === 'undefined-chain' && toMisspelt.has(call))) return false;
    // A chain whose name is not known may be another one each time.
    return !chain?.includes('‹') && !(kind === 'missing-table-flag' && mayTellTable(call));
  });
  const told = withoutRepeats([
    ...returns,
    ...quoted,
    ...words.filter(({ code, call }) => !isToldElsewhere(code, call)),
    ...ofEvents.flatMap((event) => toldOf(script, event, settings) ?? []),
  ]);
  return inOrder(
    told.map((each) => {
      if ('event' in each) return eventFinding(script, each);
      return 'call' in each ? { ...each, fixes: each.fixes() } : each;
    }),
  );
}

/** What is said of the words, where the missing table says it all. */
const ofTables: ReadonlySet<string> = new Set(['wrong-table', 'wrong-chain', 'policy-on-user-defined-chain']);

/** What is told of an event, and where. */
interface ToldEvent extends Pick<Finding, 'code' | 'line' | 'span' | 'message'> {
  check: ScriptCheck;
  chosen: Severity | undefined;
  event: EffectEvent;
}

function toldOf(script: ReadScript, event: EffectEvent, settings: SeveritySettings): ToldEvent | undefined {
  const check = checksByCode.get(event.kind);
  const chosen = check && Object.hasOwn(settings, check.code) ? settings[check.code] : undefined;
  if (!check || chosen === 'off') return undefined;
  const place = findingPlace(script, check.place?.(event) ?? placeOfCall(event.call));
  return { code: check.code, ...place, message: check.message(event, script), check, chosen, event };
}

function eventFinding(script: ReadScript, { code, line, span, message, check, chosen, event }: ToldEvent): Finding {
  return {
    code,
    severity: chosen ?? (check.severity === 'error' && !event.certain ? uncertain : check.severity),
    line,
    span,
    message,
    refusedBy: {},
    dependsOnHost: !event.certain,
    fixes: check.fixes?.(event, script) ?? [],
    related: check.related === undefined ? [] : relatedTo(script, event, check.related),
    unnecessary: code === 'rule-after-drop',
    deprecated: false,
  };
}

const mostRelated = 10;

/** Rounds of a loop come by the same place again and again. */
function relatedTo(script: ReadScript, { related }: EffectEvent, message: string): Related[] {
  const places = new Map<string, Related>();
  for (const call of related) {
    if (places.size === mostRelated) break;
    const place = findingPlace(script, placeOfCall(call));
    const key = `${place.line} ${place.span.start}`;
    if (!places.has(key)) places.set(key, { ...place, message });
  }
  return [...places.values()];
}

/** What hangs on what the machine holds is no error. */
const uncertain: Severity = 'warning';

/** Loops and functions come by the same place again and again, for IPv6 too. */
function withoutRepeats<Told extends Pick<Finding, 'code' | 'line' | 'span' | 'message'>>(
  told: readonly Told[],
): Told[] {
  const seen = new Set<string>();
  return told.filter(({ code, line, span, message }) => {
    const said = message.includes('ip6tables') ? message.replace(/\bip6tables\b/g, 'iptables') : message;
    const key = `${code} ${line} ${span.start} ${span.end} ${said}`;
    return !seen.has(key) && seen.add(key);
  });
}

function inOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => a.line - b.line || a.span.start - b.span.start);
}
