/** One table of a dump and the chains that it declares, fills or names. */

import type { DeclarationLine } from '../syntax/line';
import type { Span } from '../syntax/span';
import { type RulesetDocument, ruleAt } from './document';
import { isTargetModule } from './names';
import type { Reach } from './reach';
import { builtInChains, hookNames } from './tables';

/** From one table header to its COMMIT. */
export interface Table {
  name: string;
  /** Line of `*name`. */
  header: number;
  /** Line of COMMIT; undefined when it is missing. */
  commit: number | undefined;
  /** The line behind the table's last one. */
  end: number;
  /** True when the table adds to chains that are loaded already, as input for `--noflush` does. */
  fragment: boolean;
  /** The last line of the table with a chain declaration; undefined without one. */
  lastDeclaration: number | undefined;
  /** Lines with declarations of built-in chains, several declarations, or damaged ones. */
  oddDeclarations: number[];
  /** Jumps and gotos to built-in chains. */
  jumpsToBuiltIn: Mention[];
  /** Lines with `-P`. */
  policyCommands: number[];
  /** Commands that legacy knows in a dump and nf_tables does not. */
  nftTrouble: number[];
  /** `-X` of chains that have rules or are jumped to. */
  deletedInUse: number[];
  /** Commands whose rule number or rule does not exist. */
  beyondEnd: number[];
  /** True when `-D` names a rule by its text, so that what the chains hold depends on more than names. */
  deletesByText: boolean;
  /** True when its rules are only appended: no command counts or removes those above it. */
  onlyAppends: boolean;
  /** What its jumps come to; undefined until `reachOf` is asked. */
  reach: Reach | undefined;
  /** Facts of the chains by the numbers of their names; read them through `Chain`. */
  facts: ChainFacts;
}

/** A chain that a table declares, defines by rules, or only names. */
export interface Chain {
  /** The number of its name. */
  readonly id: number;
  readonly name: string;
  readonly builtIn: boolean;
  /** Where it comes into being: a declaration line or `-N`; undefined for an undeclared one. */
  declared: Mention | undefined;
  /** Further declarations of a chain that exists. */
  readonly again: readonly Mention[];
  /** Declarations that iptables-restore does not see, since they stand behind another one on a line. */
  readonly lost: readonly Mention[];
  /** Commands and jumps that need the chain before it exists. */
  readonly missing: readonly Mention[];
  /** Number of rules, as far as the dump builds them up. */
  rules: number;
  /** Number of jumps and gotos to it. */
  jumps: number;
  /** First line with a rule in it or a jump to it. */
  firstUse: number | undefined;
}

/** A chain's name at one place. */
export interface Mention {
  line: number;
  span: Span;
  role: 'declaration' | 'new-chain' | 'command' | 'jump' | 'goto';
}

/**
 * What is known of chains, a number each by the number of the name: a node has tens of thousands of them, and all is counted
 * anew after every edit. Lines count from 1 here, so that 0 (or nothing) says that there is none.
 */
export interface ChainFacts {
  document: RulesetDocument;
  /** The first `count` are the numbers of the names, in the order in which the table first has them. */
  ids: Numbers;
  count: number;
  seen: Numbers;
  declared: Numbers;
  firstUse: Numbers;
  rules: Numbers;
  jumps: Numbers;
  /** The first `jumpCount` are the lines that jump to chains, in their order. */
  jumpLines: Numbers;
  jumpCount: number;
  /** The places in which one of the chain's rules is refused, as `place-bits.ts` has them. */
  refused: Numbers;
  again: Map<number, Mention[]>;
  lost: Map<number, Mention[]>;
  missing: Map<number, Mention[]>;
  /** The first `filledCount` are the chains that got a rule since the last `-F` for all of them. */
  filled: Numbers;
  filledCount: number;
  /** Room for the lines of all rules, chain by chain, and for where those of each chain end: `tableRules` finds them out. */
  ruleLines: Numbers;
  ruleEnds: Numbers;
  /** Room for what `reachOf` finds out: the hooks that lead to each chain. */
  hooks: Numbers;
  views: Map<number, Chain>;
}

export type Numbers = Int32Array | number[];

type NumbersOf =
  | 'ids'
  | 'seen'
  | 'declared'
  | 'firstUse'
  | 'rules'
  | 'jumps'
  | 'jumpLines'
  | 'refused'
  | 'filled'
  | 'ruleLines'
  | 'ruleEnds'
  | 'hooks';

/** Tables that get room for every name at once; a text of thousands of headers must not cost thousands of times all names. */
const roomyTables = 16;

const none: readonly Mention[] = [];

/**
 * A table that begins at a header line, with its built-in chains; `index` counts the tables of the dump. Room for the facts
 * is taken from `outdated`, a table that nobody will ask any more.
 */
export function openTable(
  document: RulesetDocument,
  name: string,
  header: number,
  index: number,
  outdated: Table | undefined,
): Table {
  const { names, facts: lines } = document;
  const numbers = (field: NumbersOf, size = names.texts.length): Numbers =>
    index < roomyTables ? room(outdated?.facts[field], size) : [];
  const facts: ChainFacts = {
    document,
    ids: numbers('ids'),
    count: 0,
    seen: numbers('seen'),
    declared: numbers('declared'),
    firstUse: numbers('firstUse'),
    rules: numbers('rules'),
    jumps: numbers('jumps'),
    jumpLines: numbers('jumpLines', lines.length - header),
    jumpCount: 0,
    refused: numbers('refused'),
    again: new Map(),
    lost: new Map(),
    missing: new Map(),
    filled: numbers('filled', lines.length - header),
    filledCount: 0,
    ruleLines: numbers('ruleLines', lines.length - header),
    ruleEnds: numbers('ruleEnds'),
    hooks: numbers('hooks'),
    views: new Map(),
  };
  for (const chain of builtInChains(name)) see(facts, hookNames.indexOf(chain));
  return {
    name,
    header,
    commit: undefined,
    end: header + 1,
    fragment: false,
    lastDeclaration: undefined,
    oddDeclarations: [],
    jumpsToBuiltIn: [],
    policyCommands: [],
    nftTrouble: [],
    deletedInUse: [],
    beyondEnd: [],
    deletesByText: false,
    onlyAppends: true,
    reach: undefined,
    facts,
  };
}

/** Zeros for `size` names or lines, in used room where that is large enough: new room for each edit keeps the garbage collector busy. */
function room(used: Numbers | undefined, size: number): Int32Array {
  if (used instanceof Int32Array && used.length >= size) return used.fill(0);
  return new Int32Array(Math.ceil(size * 1.1) + 64);
}

/** The built-in chains in kernel order, then the others in the order in which they are first named. */
export function chainsOf(table: Table): Chain[] {
  return selectChains(table, () => true);
}

/** The chain with that number of its name; undefined when nothing in the table names it. */
export function chainById(table: Table, id: number): Chain | undefined {
  return (table.facts.seen[id]! | 0) === 0 ? undefined : viewOf(table, id);
}

/** The same; from now on the table names it. */
export function nameChain(table: Table, id: number): Chain {
  see(table.facts, id);
  return viewOf(table, id);
}

/** The chains whose numbers pass a test. */
function selectChains(table: Table, test: (id: number) => boolean): Chain[] {
  const { ids, count } = table.facts;
  const selected: Chain[] = [];
  for (let i = 0; i < count; i++) if (test(ids[i]!)) selected.push(viewOf(table, ids[i]!));
  return selected;
}

/** The chains that are declared and that no rule jumps to. */
export function unusedChains(table: Table): Chain[] {
  const { ids, count, jumps, declared } = table.facts;
  const unused: Chain[] = [];
  for (let i = 0; i < count; i++) {
    const id = ids[i]!;
    if ((jumps[id]! | 0) === 0 && (declared[id]! | 0) > 0 && !isBuiltIn(table, id)) unused.push(viewOf(table, id));
  }
  return unused;
}

/** The user-defined chains that no rule fills and none jumps to. */
export function idleChains(table: Table): Chain[] {
  const { firstUse } = table.facts;
  return selectChains(table, (id) => (firstUse[id]! | 0) === 0 && !isBuiltIn(table, id));
}

/** The chains with the name of a verdict or target module. */
export function chainsNamedLikeTargets(table: Table): Chain[] {
  const { names, family } = table.facts.document;
  const own = names.targets.filter((id) => isTargetModule(names, id, family));
  return own.flatMap((id) => chainById(table, id) ?? []);
}

/** The chains that are declared more than once. */
export function chainsDeclaredAgain(table: Table): Chain[] {
  return views(table, [...table.facts.again.keys()]);
}

/** The chains that are needed before they exist. */
export function missingChains(table: Table): Chain[] {
  return views(table, [...table.facts.missing.keys()]);
}

/** Those names of chains that exist when the table is loaded on its own which pass a test. */
export function existingNames(table: Table, test: (name: string) => boolean): string[] {
  const { ids, count, declared, document } = table.facts;
  const { texts } = document.names;
  const names: string[] = [];
  for (let i = 0; i < count; i++) {
    const id = ids[i]!;
    if (((declared[id]! | 0) > 0 || isBuiltIn(table, id)) && test(texts[id]!)) names.push(texts[id]!);
  }
  return names;
}

/** How many rules the table has, as far as the dump builds them up, and how many user-defined chains are declared. */
export function tableTotals(table: Table): { rules: number; ownChains: number } {
  const { ids, count, declared, rules } = table.facts;
  const totals = { rules: 0, ownChains: 0 };
  for (let i = 0; i < count; i++) {
    const id = ids[i]!;
    totals.rules += rules[id]! | 0;
    if ((declared[id]! | 0) > 0 && !isBuiltIn(table, id)) totals.ownChains++;
  }
  return totals;
}

/** The built-in chains of the table, in kernel order. */
export function builtInsOf(table: Table): Chain[] {
  return builtInChains(table.name).map((name) => viewOf(table, hookNames.indexOf(name)));
}

/** True when the table declares a built-in chain, as every whole table does. */
export function declaresBuiltIn(table: Table): boolean {
  return builtInsOf(table).some((chain) => chain.declared);
}

/** The names of built-in chains have the first numbers of every document. */
export function isBuiltIn(table: Table, id: number): boolean {
  return id < hookNames.length && builtInChains(table.name).includes(hookNames[id]!);
}

/** Notes that the table names a chain. */
export function see(facts: ChainFacts, id: number): void {
  if ((facts.seen[id]! | 0) !== 0) return;
  facts.seen[id] = 1;
  facts.ids[facts.count++] = id;
}

function views(table: Table, ids: number[]): Chain[] {
  return ids.map((id) => viewOf(table, id));
}

function viewOf(table: Table, id: number): Chain {
  const known = table.facts.views.get(id);
  if (known) return known;
  const view = new ChainView(table, id);
  table.facts.views.set(id, view);
  return view;
}

/** A chain as an object, made when somebody asks for it. */
class ChainView implements Chain {
  readonly #facts: ChainFacts;
  readonly id: number;
  readonly builtIn: boolean;

  constructor(table: Table, id: number) {
    this.#facts = table.facts;
    this.id = id;
    this.builtIn = isBuiltIn(table, id);
  }

  get name(): string {
    return this.#facts.document.names.texts[this.id]!;
  }

  get declared(): Mention | undefined {
    const line = this.#facts.declared[this.id]! | 0;
    return line === 0 ? undefined : declaringMention(this.#facts.document, line - 1);
  }

  set declared(mention: Mention | undefined) {
    this.#facts.declared[this.id] = mention ? mention.line + 1 : 0;
  }

  get again(): readonly Mention[] {
    return this.#facts.again.get(this.id) ?? none;
  }

  get lost(): readonly Mention[] {
    return this.#facts.lost.get(this.id) ?? none;
  }

  get missing(): readonly Mention[] {
    return this.#facts.missing.get(this.id) ?? none;
  }

  get rules(): number {
    return this.#facts.rules[this.id]! | 0;
  }

  set rules(count: number) {
    this.#facts.rules[this.id] = count;
  }

  get jumps(): number {
    return this.#facts.jumps[this.id]! | 0;
  }

  get firstUse(): number | undefined {
    const line = this.#facts.firstUse[this.id]! | 0;
    return line === 0 ? undefined : line - 1;
  }
}

/** Only the first declaration of a line, and the command of a rule line, bring a chain into being. */
function declaringMention(document: RulesetDocument, line: number): Mention {
  const rule = ruleAt(document, line);
  if (rule) return { line, span: rule.chainSpan, role: 'new-chain' };
  const { declarations } = document.dump.lines[line] as DeclarationLine;
  return { line, span: declarations[0]!.name!, role: 'declaration' };
}
