/** A rule before it is written: its place, its options with values, and the words they become. */

import { resolveOption } from '../../../server/src/modules/option-names';
import type { Family, Module, Option, Table } from '../../../server/src/modules/types';
import { below, pick, type Random } from '../random';

/** Where a rule stands; `calls` are the jumps that lead to a user-defined chain. */
export interface Place {
  table: Table;
  chain: string;
  calls: readonly (readonly [from: string, to: string])[];
}

/** An option with its values as the tool gets them. */
export interface Piece {
  option: Option;
  /** Undefined for a parameter of iptables itself. */
  module: Module | undefined;
  values: readonly string[];
  inverted: boolean;
}

/** One load of a module with its options. */
export interface Unit {
  module: Module;
  pieces: readonly Piece[];
}

export interface Draft {
  family: Family;
  place: Place;
  parameters: readonly Piece[];
  matches: readonly Unit[];
  /** A target module, or the name of a chain. */
  target: Unit | string | undefined;
  /** The option that the rule is about. */
  focus: Piece | undefined;
}

/** A word of a rule; planters find and mark words by what they belong to. */
export interface Token {
  text: string;
  role: 'inversion' | 'option' | 'value' | 'load' | 'name';
  piece?: Piece;
  unit?: Unit;
  /** Written inside quotation marks although it need not be. */
  quoted?: true;
  marked?: true;
}

/** The words behind `-A CHAIN`; with `vary` in one of the spellings that mean the same. */
export function tokensOf(draft: Draft, vary?: Random): Token[] {
  const loaded: Module[] = [];
  const tokens = draft.parameters.flatMap((piece) => pieceTokens(piece, [], vary));
  for (const unit of draft.matches) {
    const implied = vary !== undefined && vary() < 0.5 && mayStayUnnamed(draft, unit);
    if (!implied) tokens.push(...loadTokens(unit, vary && vary() < 0.2 ? '--match' : '-m', vary));
    loaded.push(unit.module);
    tokens.push(...unit.pieces.flatMap((piece) => pieceTokens(piece, loaded, implied ? undefined : vary)));
  }
  const jump = vary && vary() < 0.2 ? '--jump' : '-j';
  if (typeof draft.target === 'string') tokens.push({ text: jump, role: 'load' }, { text: draft.target, role: 'name' });
  else if (draft.target !== undefined) {
    tokens.push(...loadTokens(draft.target, jump, undefined));
    loaded.push(draft.target.module);
    tokens.push(...draft.target.pieces.flatMap((piece) => pieceTokens(piece, loaded, vary)));
  }
  if (vary && vary() < 0.1 && tokens.length > 0) pick(vary, tokens).quoted = true;
  return tokens;
}

/** A match named like the protocol is loaded by the first of its options. */
function mayStayUnnamed(draft: Draft, unit: Unit): boolean {
  const protocol = draft.parameters.find(({ option }) => option.name === 'protocol');
  return (
    draft.matches[0] === unit &&
    draft.matches.length === 1 &&
    unit.pieces.length > 0 &&
    protocol !== undefined &&
    !protocol.inverted &&
    protocol.values[0] === unit.module.name
  );
}

function loadTokens(unit: Unit, option: string, vary: Random | undefined): Token[] {
  const name = vary ? pick(vary, [unit.module.name, ...(unit.module.aliases ?? [])]) : unit.module.name;
  return [
    { text: option, role: 'load', unit },
    { text: name, role: 'name', unit },
  ];
}

function pieceTokens(piece: Piece, loaded: readonly Module[], vary: Random | undefined): Token[] {
  const { option, inverted, values } = piece;
  const name = spellingOf(piece, loaded, vary);
  const words: Token[] = values.map((text) => ({ text, role: 'value', piece }));
  if (vary && vary() < 0.15 && piece.module && values.length > 0 && !option.optionalValues && name.startsWith('--')) {
    words.splice(0, 1, { text: `${name}=${values[0]}`, role: 'option', piece });
  } else words.unshift({ text: name, role: 'option', piece });
  if (option.name === 'set-counters' && vary && vary() < 0.3) {
    words.splice(1, 2, { text: values.join(','), role: 'value', piece });
  }
  return inverted ? [{ text: '!', role: 'inversion', piece }, ...words] : words;
}

function spellingOf({ option, module }: Piece, loaded: readonly Module[], vary: Random | undefined): string {
  if (module === undefined && option.short !== undefined && !(vary && vary() < 0.2)) return `-${option.short}`;
  if (vary === undefined) return `--${option.name}`;
  const name = pick(vary, [option.name, ...(option.aliases ?? [])]);
  if (vary() > 0.2) return `--${name}`;
  const beginning = name.slice(0, 1 + below(vary, name.length));
  const found = resolveOption(beginning, loaded);
  return found.kind === 'found' && found.option === option ? `--${beginning}` : `--${name}`;
}

/** The word as it has to stand in a dump. */
export function written({ text, quoted }: Token): string {
  return quoted || text === '' || /[\s"]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : text;
}
