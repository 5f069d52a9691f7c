/** Names by which iptables is called. */

import type { Span } from '../syntax/span';
import type { Program } from './steps';
import { literal, type Piece, unknown } from './word';

export type Tool = 'command' | 'restore' | 'save';

/** What a program is, and what it does. */
export interface KnownProgram {
  program: Program;
  tool: Tool;
}

const names = /^(ip6?tables)(-legacy|-nft|-translate)?(-restore|-save)?$/;
const multi = /^xtables-(?:(legacy|nft)-)?multi$/;
const multiNames: Readonly<Record<string, string>> = {
  main4: 'iptables',
  save4: 'iptables-save',
  restore4: 'iptables-restore',
  main6: 'ip6tables',
  save6: 'ip6tables-save',
  restore6: 'ip6tables-restore',
};
/** `$IPT`, `$IPTABLES`, `$IP6T`, `$iptables_cmd`, `$IPV6TABLES` … */
const variables =
  /^\$\{?_?(ip(?:v?[46])?t(?:ables|bl)?[46]?)(?:_?v?[46])?(_?restore)?(?:_?(?:cmd|bin|path|prog|exe|command|program|legacy|nft|opts?))?\}?$/i;

/** The iptables program of that name, with or without a path; undefined for any other. */
export function programNamed(path: string): KnownProgram | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const found = names.exec(name);
  if (!found || found[2] === '-translate') return undefined;
  const backend = found[2] === '-legacy' ? 'legacy' : found[2] === '-nft' ? 'nf_tables' : undefined;
  const family = name.startsWith('ip6') ? 'ipv6' : 'ipv4';
  const tool = found[3] === '-restore' ? 'restore' : found[3] === '-save' ? 'save' : 'command';
  return { program: { name, family, backend, guessed: false }, tool };
}

/** The program that `xtables-nft-multi` runs when its first argument is `applet`. */
export function multiProgram(path: string, applet: string): KnownProgram | undefined {
  const found = multi.exec(path.slice(path.lastIndexOf('/') + 1));
  const known = found && programNamed(multiNames[applet] ?? applet);
  if (!known) return undefined;
  const backend = found[1] === 'nft' ? 'nf_tables' : found[1] === 'legacy' ? 'legacy' : known.program.backend;
  return { ...known, program: { ...known.program, backend } };
}

/** The program that an unknown value is when its name says so: `$IPT`, `${IP6TABLES}`. */
export function programGuessed(name: string): KnownProgram | undefined {
  const found = variables.exec(name.replace(/:?[-=?].*$/s, '}').replace(/^(\$[^{].*)\}$/, '$1'));
  if (!found) return undefined;
  const family = /6/.test(name) ? 'ipv6' : 'ipv4';
  const restore = found[2] !== undefined;
  const program = `${family === 'ipv6' ? 'ip6tables' : 'iptables'}${restore ? '-restore' : ''}`;
  return {
    program: { name: program, family, backend: undefined, guessed: true },
    tool: restore ? 'restore' : 'command',
  };
}

/** The letters of a value behind all that is not known: of `$folder/iptables` the last nine. */
export function knownEnd(pieces: readonly Piece[]): string {
  const from = pieces.findLastIndex(({ text }) => text === undefined) + 1;
  return pieces
    .slice(from)
    .map(({ text }) => text)
    .join('');
}

/**
 * What values have in common that are all paths of one iptables program, whatever its backend, or nothing where it was not found; `called` is how
 * people see the folder. Whether it waits for others changes nothing of what it does: values may differ in that. Undefined for all others.
 */
export function sameProgram(
  values: readonly (readonly Piece[])[],
  called: string,
  span: Span,
): readonly Piece[] | undefined {
  const told = values.filter((pieces) => pieces.some(({ text }) => text !== ''));
  const ends = told.map(programEnd);
  const [first] = ends;
  if (!first || !ends.every((end) => end?.name === first.name)) return undefined;
  const waiting = ends.findIndex((end) => end!.waits !== '');
  const last = told[Math.max(waiting, 0)]!.at(-1)!;
  const isSure = told.length === values.length && ends.every((end) => end!.waits === first.waits);
  const assumed = !isSure || told.some((pieces) => pieces.some((piece) => piece.assumed));
  const text = `${first.name && `/${first.name}`}${ends[waiting]?.waits ?? ''}`;
  const end = { ...literal(text, last.span, false), assumed };
  return first.name ? [unknown(called, span), end] : [end];
}

/** Options that say whether to wait, and how long. */
const waitOptions = /(?:(?:^|\s+)(?:-w|--wait)(?:[\s=]?\d+)?)+$/;

/** The name of iptables at the end of a path, without that of a backend, and how it waits; the name is '' for options alone. */
function programEnd(pieces: readonly Piece[]): { name: string; waits: string } | undefined {
  const end = knownEnd(pieces);
  const isWhole = pieces.every(({ text }) => text !== undefined);
  const at = end.search(waitOptions);
  const waits = at < 0 ? '' : end.slice(at);
  const path = at < 0 ? end : end.slice(0, at);
  if (path === '' && isWhole) return { name: '', waits };
  const program = isWhole || path.includes('/') ? programNamed(path)?.program : undefined;
  return program && { name: program.name.replace(/-(?:legacy|nft)/, ''), waits };
}
