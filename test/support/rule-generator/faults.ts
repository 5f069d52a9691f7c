/** Plants one fault in a rule that loads, and marks the words that are wrong. */

import { parameters } from '../../../server/src/modules/core';
import { findMatch, findTarget, matchModules } from '../../../server/src/modules/index';
import { findOption, resolveOption } from '../../../server/src/modules/option-names';
import type { Module, Option } from '../../../server/src/modules/types';
import { otherFamily } from '../../../server/src/ruleset/tables';
import { pick, type Random } from '../random';
import { compose, goodValues, needsOf, parameter, protocolsOf, unitsOf, type Wish } from './compose';
import { type Draft, type Piece, type Token, tokensOf, type Unit } from './draft';
import { forbiddenPlace, placeOutside } from './places';
import { type FaultKind, type RuleCase, ruleCase } from './rule-case';
import { samplesOf } from './samples';
import { anyDraft } from './valid-rules';

/** Makes a rule with the fault out of a wish; undefined where it cannot have it. */
type Planter = (random: Random, wish: Wish) => { draft: Draft; tokens: Token[] } | undefined;

/** A rule with one fault of this kind; undefined where the wish cannot have it. */
export function plant(kind: FaultKind, random: Random, wish: Wish): RuleCase | undefined {
  const planted = planters[kind](random, wish);
  return planted && ruleCase(kind, planted.draft, planted.tokens);
}

/** Marks the words that fit. */
function marked(tokens: Token[], fits: (token: Token) => boolean): Token[] {
  for (const token of tokens) if (fits(token)) token.marked = true;
  return tokens;
}

/** A draft about the wish, with its words; changed by `edit`, which says false where the fault does not fit. */
function edited(random: Random, wish: Wish, edit: (tokens: Token[], draft: Draft) => boolean): ReturnType<Planter> {
  const draft = anyDraft(random, wish);
  if (draft === undefined) return undefined;
  const tokens = tokensOf(draft);
  return edit(tokens, draft) ? { draft, tokens } : undefined;
}

function afterFocus(tokens: readonly Token[], draft: Draft): number {
  const at = tokens.findLastIndex(({ piece }) => piece !== undefined && piece === draft.focus);
  return at < 0 ? tokens.length : at + 1;
}

const word = (text: string): Token => ({ text, role: 'option', marked: true });

/** A letter too many, too few, or two in the wrong order. */
function misspelt(random: Random, name: string): string {
  const at = 1 + Math.floor(random() * (name.length - 1));
  const ways = [
    `${name.slice(0, at)}x${name.slice(at)}`,
    `${name}s`,
    name.slice(0, at - 1) + name.charAt(at) + name.charAt(at - 1) + name.slice(at + 1),
  ];
  return pick(random, ways);
}

function loadedBy(draft: Draft): Module[] {
  const protocol = draft.parameters.find(({ option }) => option.name === 'protocol')?.values[0]?.toLowerCase() ?? '';
  const implied = findMatch(protocol, draft.family);
  return [...unitsOf(draft).map(({ module }) => module), ...(implied ? [implied] : [])];
}

const planters: Record<FaultKind, Planter> = {
  'unknown-option': (random, wish) =>
    edited(random, wish, (tokens, draft) => {
      const stranger = pick(random, matchModules).options;
      const name =
        random() < 0.7 && wish.option ? misspelt(random, wish.option.name) : stranger[0] && pick(random, stranger).name;
      if (!name || resolveOption(name, loadedBy(draft)).kind !== 'unknown') return false;
      const at = tokens.findIndex(
        ({ piece, role }) => piece !== undefined && piece === draft.focus && role === 'option',
      );
      if (at < 0) tokens.push(word(`--${name}`));
      else tokens[at] = word(`--${name}`);
      return true;
    }),

  'ambiguous-option': (random, wish) =>
    edited(random, wish, (tokens, draft) => {
      const at = tokens.findIndex(
        ({ piece, role }) => piece !== undefined && piece === draft.focus && role === 'option',
      );
      const { name } = wish.option ?? { name: '' };
      const beginnings = Array.from({ length: Math.max(0, name.length - 1) }, (_, index) =>
        name.slice(0, index + 1),
      ).filter((beginning) => resolveOption(beginning, loadedBy(draft)).kind === 'ambiguous');
      if (at < 0 || beginnings.length === 0) return false;
      tokens[at] = word(`--${pick(random, beginnings)}`);
      return true;
    }),

  'unknown-match': (random, wish) => unknownModule(random, wish, 'match'),
  'unknown-target': (random, wish) => unknownModule(random, wish, 'target'),

  'missing-value': (random, wish) =>
    edited(random, wish, (tokens, draft) => {
      const values = wish.option?.values?.length ?? 0;
      if (draft.focus === undefined || values === 0 || wish.option?.optionalValues) return false;
      const at = tokens.findIndex(({ piece, role }) => piece === draft.focus && role === 'option');
      const [option] = tokens.splice(at, 1 + values);
      tokens.push({ ...option!, marked: true });
      return true;
    }),

  'unexpected-value': (random, wish) =>
    edited(random, wish, (tokens, draft) => {
      if (draft.focus === undefined || (wish.option?.values?.length ?? 0) > 0) return false;
      const flag = tokens.find(({ piece, role }) => piece === draft.focus && role === 'option')!;
      flag.text += pick(random, ['=1', '=yes', '=']);
      flag.marked = true;
      return true;
    }),

  'unexpected-word': (random, wish) =>
    edited(random, wish, (tokens, draft) => {
      const takesMore = wish.option?.optionalValues;
      if (takesMore) return false;
      tokens.splice(
        afterFocus(tokens, draft),
        0,
        word(pick(random, ['80', 'accept', 'tcp', '10.0.0.1', 'and', 'ACCEPT'])),
      );
      return true;
    }),

  'invalid-value': (random, wish) => {
    if (random() < 0.15) return badParameter(random, wish);
    const { option, family } = wish;
    const places = (option?.values ?? []).flatMap((value, index) =>
      samplesOf(value, family).bad.map((text) => ({ index, text })),
    );
    if (option === undefined || places.length === 0) return undefined;
    const { index, text } = pick(random, places);
    const values = goodValues(random, option, family);
    values[index] = text;
    return withMarkedValue(random, { ...wish, values }, index);
  },

  'address-family-mismatch': (random, wish) => {
    const { option, family } = wish;
    const index = (option?.values ?? []).findIndex(
      ({ kind }) => /address|prefix/.test(kind) && kind !== 'mac-address' && kind !== 'ipv6-addresses',
    );
    const value = option?.values?.[index];
    if (option === undefined || value === undefined || random() < 0.3) return foreignAddress(random, wish);
    if (value.kind === 'prefix-length') return undefined;
    const text = pick(random, samplesOf(value, otherFamily(family)).good);
    if ((family === 'ipv4') !== text.includes(':') || /:\d+$/.test(text) || text.startsWith('[')) return undefined;
    const values = goodValues(random, option, family);
    values[index] = text;
    return withMarkedValue(random, { ...wish, values }, index);
  },

  'not-invertible': (random, wish) =>
    edited(random, wish, (tokens, draft) => {
      const ofParameter = random() < 0.2;
      if (!ofParameter && (draft.focus === undefined || wish.option?.inversion !== undefined)) return false;
      const at = ofParameter
        ? tokens.findIndex(({ role, text }) => role === 'load' && text.startsWith('-'))
        : tokens.findIndex(({ piece, role }) => piece === draft.focus && role === 'option');
      if (at < 0) return false;
      tokens[at]!.marked = true;
      tokens.splice(at, 0, word('!'));
      return true;
    }),

  'double-negation': (random, wish) =>
    edited(random, wish, (tokens) => {
      const at = tokens.findIndex(({ piece, role }) => piece?.option.inversion === 'allowed' && role === 'option');
      if (at < 0) return false;
      const before = tokens[at - 1]?.role === 'inversion' ? 1 : 0;
      tokens.splice(at - before, before, word('!'), word('!'));
      return true;
    }),

  'repeated-option': (random, wish) =>
    edited(random, wish, (tokens, draft) => {
      const repeated = random() < 0.2 ? draft.parameters[0] : draft.focus;
      if (repeated === undefined || repeated.option.repeat !== undefined || repeated.option.name === 'set-counters')
        return false;
      const again = tokens
        .filter(({ piece }) => piece === repeated)
        .map((token) => ({ ...token, marked: true as const }));
      const at = tokens.findLastIndex(({ piece }) => piece === repeated);
      tokens.splice(at + 1, 0, ...again);
      return true;
    }),

  'conflicting-options': (random, wish) =>
    edited(random, wish, (tokens, draft) => {
      const { focus } = draft;
      const unit = unitsOf(draft).find(({ module }) => module === wish.module)!;
      const others = wish.module.options.filter(
        (other) => focus && conflicts(focus.option, other) && !unit.pieces.some(({ option }) => option === other),
      );
      if (focus === undefined || others.length === 0) return false;
      const other = pick(random, others);
      const added = optionTokens(random, other, wish);
      tokens.splice(afterFocus(tokens, draft), 0, ...added);
      marked(tokens, ({ piece }) => piece === focus);
      return true;
    }),

  'missing-option': (random, wish) =>
    edited(random, wish, (tokens, draft) => {
      const unit = unitsOf(draft).find(({ module }) => module === wish.module)!;
      const needed = neededPieces(unit);
      if (needed.length === 0) return false;
      const { gone, because } = pick(random, needed);
      for (let index = tokens.length - 1; index >= 0; index--)
        if (gone.includes(tokens[index]!.piece!)) tokens.splice(index, 1);
      marked(tokens, (token) => (because ? token.piece === because : token.unit === unit));
      return true;
    }),

  'missing-protocol': (random, wish) => protocolFault(random, wish, () => []),
  'wrong-protocol': (random, wish) =>
    protocolFault(random, wish, (wanted) => [
      parameter('protocol', [
        pick(
          random,
          ['tcp', 'udp', 'sctp', 'gre', '89'].filter((name) => !wanted.includes(name)),
        ),
      ]),
    ]),

  'wrong-table': (random, wish) => {
    const draft = anyDraft(random, wish);
    const tables = draft && needsOf(unitsOf(draft), []).tables;
    if (draft === undefined || tables === undefined) return undefined;
    const moved = { ...draft, place: placeOutside(random, tables) };
    return { draft: moved, tokens: marked(tokensOf(moved), isRestricted('tables')) };
  },

  'wrong-chain': (random, wish) => {
    const draft = anyDraft(random, wish);
    if (draft === undefined) return undefined;
    const interfaces = draft.parameters.filter(({ option }) => option.name.endsWith('-interface'));
    const direct = needsOf([], interfaces).builtInHooks;
    const hooks = direct && random() < 0.5 ? direct : needsOf(unitsOf(draft), []).hooks;
    const place = forbiddenPlace(random, {
      tables: needsOf(unitsOf(draft), []).tables,
      hooks,
      builtInHooks: undefined,
    });
    if (place === undefined || (hooks === direct && place.calls.length > 0)) return undefined;
    if (hooks === direct) interfaces.splice(0, hooks === undefined ? 2 : 0);
    const moved = { ...draft, place };
    const restricted = isRestricted('hooks');
    return {
      draft: moved,
      tokens: marked(tokensOf(moved), (token) => restricted(token) || interfaces.includes(token.piece!)),
    };
  },

  'wrong-family': (random, wish) => {
    const family = otherFamily(wish.family);
    const draft = compose(random, wish);
    if (draft === undefined) return undefined;
    const fragments = parameter('fragments', [], random() < 0.3);
    if (family === 'ipv6' && wish.module.families.length > 1 && draft.parameters.length === 0 && random() < 0.1) {
      const split: Draft = { ...draft, family, parameters: [fragments] };
      return { draft: split, tokens: marked(tokensOf(split), ({ piece }) => piece === fragments) };
    }
    const find = wish.module.kind === 'match' ? findMatch : findTarget;
    const there = find(wish.module.name, family);
    if (there && (draft.focus === undefined || findOption(there, draft.focus.option.name))) return undefined;
    const moved: Draft = { ...draft, family };
    const isForeign = ({ unit, piece, role }: Token) =>
      there ? piece === draft.focus && role === 'option' : unit?.module === wish.module && role === 'name';
    return { draft: moved, tokens: marked(tokensOf(moved), isForeign) };
  },
};

function unknownModule(random: Random, wish: Wish, kind: 'match' | 'target'): ReturnType<Planter> {
  return edited(random, wish, (tokens, { family, target }) => {
    const load = tokens.findIndex(
      ({ role, text }) => role === 'load' && (kind === 'match' ? text === '-m' : text === '-j'),
    );
    if (load < 0 || (kind === 'match') !== (wish.module.kind === 'match')) return false;
    const name = misspelt(random, tokens[load + 1]!.text);
    const found = kind === 'match' ? findMatch(name, family) : findTarget(name, family);
    if (found !== undefined || (kind === 'target' && typeof target === 'string')) return false;
    tokens.splice(load + 1, tokens.length, word(name));
    return true;
  });
}

function withMarkedValue(random: Random, wish: Wish, index: number): ReturnType<Planter> {
  const draft = compose(random, wish);
  if (draft?.focus === undefined) return undefined;
  const tokens = tokensOf(draft);
  const values = tokens.filter(({ piece, role }) => piece === draft.focus && role === 'value');
  values[index]!.marked = true;
  return { draft, tokens };
}

const testedParameters = ['protocol', 'source', 'destination', 'in-interface', 'out-interface', 'set-counters'];

function badParameter(random: Random, wish: Wish): ReturnType<Planter> {
  const option = parameters.find(({ name }) => name === pick(random, testedParameters));
  return option && ownParameter(random, wish, option, (index) => samplesOf(option.values![index]!, wish.family).bad);
}

/** `-s` or `-d` with an address of the other family. */
function foreignAddress(random: Random, wish: Wish): ReturnType<Planter> {
  const name = pick(random, ['source', 'destination']);
  const option = parameters.find((each) => each.name === name)!;
  return ownParameter(random, wish, option, () =>
    // With a prefix of 0 any text is taken for the address.
    samplesOf(option.values![0]!, otherFamily(wish.family)).good.filter((text) => !text.endsWith('/0')),
  );
}

function ownParameter(
  random: Random,
  wish: Wish,
  option: Option,
  texts: (index: number) => readonly string[],
): ReturnType<Planter> {
  const draft = compose(random, wish);
  if (draft === undefined || draft.parameters.some((piece) => piece.option === option)) return undefined;
  const values = goodValues(random, option, wish.family);
  const index = Math.floor(random() * values.length);
  values[index] = pick(random, texts(index));
  const piece: Piece = { option, module: undefined, values, inverted: false };
  const more = { ...draft, parameters: [...draft.parameters, piece] };
  const tokens = tokensOf(more);
  tokens.filter((token) => token.piece === piece && token.role === 'value')[index]!.marked = true;
  return { draft: more, tokens };
}

function conflicts(a: Option, b: Option): boolean {
  return (a.excludes?.includes(b.name) || b.excludes?.includes(a.name)) ?? false;
}

function optionTokens(random: Random, option: Option, { module, family }: Wish): Token[] {
  const piece: Piece = { option, module, values: goodValues(random, option, family), inverted: false };
  return [word(`--${option.name}`), ...piece.values.map((text): Token => ({ text, role: 'value', marked: true }))];
}

/** Options of a load that it cannot do without, each with the option that asks for it, or undefined when the module does. */
function neededPieces({ module, pieces }: Unit): { gone: Piece[]; because: Piece | undefined }[] {
  const required = pieces
    .filter(({ option }) => option.required)
    .map((piece) => ({ gone: [piece], because: undefined }));
  const asked = pieces.flatMap((because) =>
    pieces
      .filter(
        ({ option }) => because.option.requires?.includes(option.name) || because.option.after?.option === option.name,
      )
      .map((piece) => ({ gone: [piece], because })),
  );
  const names = module.needsOneOf === 'any' ? module.options.map(({ name }) => name) : (module.needsOneOf ?? []);
  const oneOf = pieces.filter(({ option }) => names.includes(option.name));
  return [...required, ...asked, ...(oneOf.length > 0 ? [{ gone: oneOf, because: undefined }] : [])];
}

function protocolFault(
  random: Random,
  wish: Wish,
  instead: (wanted: readonly string[]) => Piece[],
): ReturnType<Planter> {
  const draft = anyDraft(random, wish);
  const wanted = draft && protocolsOf(unitsOf(draft), wish.family);
  if (draft === undefined || wanted === undefined) return undefined;
  const parametersLeft = draft.parameters.filter(
    ({ option }) => option.name !== 'protocol' && option.name !== 'fragments',
  );
  const changed = { ...draft, parameters: [...instead(wanted), ...parametersLeft] };
  const tokens = marked(
    tokensOf(changed),
    (token) => token.unit !== undefined || token.piece?.module !== undefined || token.piece?.option.name === 'protocol',
  );
  return { draft: changed, tokens };
}

/** Words of a module, option or value that is taken in some places only. */
function isRestricted(by: 'tables' | 'hooks'): (token: Token) => boolean {
  return ({ unit, piece }) => {
    if (unit) return unit.module[by] !== undefined;
    if (!piece?.module) return false;
    const words = (piece.option.values ?? []).flatMap((value) => ('words' in value ? value.words : []));
    return piece.option[by] !== undefined || (by === 'hooks' && words.some((each) => each.hooks !== undefined));
  };
}

/** Every kind of fault that can be planted. */
export const faultKinds = Object.keys(planters) as readonly FaultKind[];
