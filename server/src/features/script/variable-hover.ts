/** The hover of an expansion in a call of iptables: its value there. */

import type { ReadScript } from '../../effect/read-effect';
import type { Call } from '../../effect/tables';
import type { Piece } from '../../shell/word';
import { type Span, touches } from '../../syntax/span';
import { andList, blocks, code, title } from '../markdown';
import { mayStandAt } from './at-place';
import type { ScriptHoverText } from './hover-text';

/** Values that are listed; a loop may bring many. */
const mostValues = 8;

interface VariableHover extends ScriptHoverText {
  /** True when each call gets a value that is known. */
  known: boolean;
}

/** The value of what is expanded at an offset, in each call that it goes into; undefined where nothing is expanded. */
export function variableHover(script: ReadScript, offset: number): VariableHover | undefined {
  const found = script.calls.flatMap((call) => (mayStandAt(call, offset) ? expandedAt(script, call, offset) : []));
  const [first] = found;
  if (!first) return undefined;
  const written = script.text.slice(first.span.start, first.span.end);
  const known = found.every(({ value }) => value !== undefined);
  return { span: first.span, known, text: blocks(title(written, 'value here'), valuesText(found)) };
}

interface Expanded {
  span: Span;
  /** Undefined when it is not known. */
  value: string | undefined;
  assumed: boolean;
}

/** What one call gets for it. */
function expandedAt({ text }: ReadScript, call: Call, offset: number): Expanded[] {
  const words = [...call.words.map(({ pieces }) => pieces), ...(call.kind === 'restore' ? [call.input ?? []] : [])];
  const isHere = ({ exact, span }: Piece) => !exact && touches(span, offset) && /[$`]/.test(text.charAt(span.start));
  const parts = words.map((pieces) => pieces.filter(isHere)).filter((pieces) => pieces.length > 0);
  const all = parts.flat();
  const [first] = all;
  if (!first) return [];
  const isKnown = all.every((piece) => piece.text !== undefined);
  const value = isKnown ? parts.map((pieces) => pieces.map((piece) => piece.text).join('')).join(' ') : undefined;
  return [{ span: first.span, value, assumed: all.some((piece) => piece.assumed) }];
}

function valuesText(found: readonly Expanded[]): string {
  const values = [...new Set(found.map(({ value }) => value))];
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return 'Not known here: it hangs on the machine, or on how the script is called.';
  const shown = known.slice(0, mostValues).map(code);
  const others = known.length - shown.length;
  const more = others > 0 ? [`${others} more`] : [];
  const unknown = known.length < values.length ? ['a value that is not known here'] : [];
  const assumed = found.some((each) => each.assumed) ? ', unless something outside of the script sets another' : '';
  return `${andList([...shown, ...more, ...unknown])}${assumed}.`;
}
