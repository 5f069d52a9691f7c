/** The grammar of shells: tree-sitter-bash, run by web-tree-sitter on the skeleton of a script. */

import { Language, Parser, type TreeCursor } from 'web-tree-sitter';
import type { Span } from '../syntax/span';
import { scriptSpan, skeletonOf } from './skeleton';
import { type GrammarNode, statementsOf } from './statements';
import type { ShellTree, Statement } from './tree';

/** The two files of the grammar: `web-tree-sitter.wasm` and `tree-sitter-bash.wasm`. */
export interface ShellGrammar {
  runtime: Uint8Array;
  bash: Uint8Array;
}

export interface ShellParser {
  /** The statements of any text; never throws. A text with the same structure as one of the last is not parsed again. */
  parse(text: string): ShellTree;
}

/** A script's statements have few shapes. */
const kept = 500;
const deepest = 300;
/** How often the grammar may look up: far above what a long script needs, and a bound for a hostile one. */
const mostLooks = 50_000;

/** Loads the grammar. Rejects when the bytes are not those of the two files. */
export async function createShellParser({ runtime, bash }: ShellGrammar): Promise<ShellParser> {
  // Told where its file is, the library does not ask a bundle for its own address, which workers do not know.
  await Parser.init({ wasmBinary: runtime, locateFile: (name: string) => name });
  const parser = new Parser();
  parser.setLanguage(await Language.load(bash));
  const known = new Map<string, Statement[]>();

  function statements(skeleton: string): Statement[] {
    const found = known.get(skeleton) ?? statementsOf(grammarTree(parser, skeleton));
    known.delete(skeleton);
    known.set(skeleton, found);
    if (known.size > kept) known.delete(known.keys().next().value!);
    return found;
  }

  return {
    parse(text) {
      const skeleton = skeletonOf(text);
      const toScript = ({ start, end }: Span) => withoutNewline(text, scriptSpan(skeleton, start, end));
      const { hereDocuments, commands } = skeleton;
      return { text, statements: moved(statements(skeleton.text), toScript), hereDocuments, commands };
    },
  };
}

/** In what is damaged the end of a line is taken for a part of the command in front of it: it stands in no word. */
function withoutNewline(text: string, { start, end }: Span): Span {
  return { start, end: end > start && text[end - 1] === '\n' ? end - 1 : end };
}

/** The grammar's tree of a text; when it gives up, a tree that says so. */
function grammarTree(parser: Parser, text: string): GrammarNode {
  let looks = 0;
  try {
    const tree = parser.parse(text, null, { progressCallback: () => ++looks > mostLooks });
    if (tree) {
      const cursor = tree.walk();
      const root = nodeAt(cursor, 0);
      cursor.delete();
      tree.delete();
      return root;
    }
  } catch {
    // The grammar's own memory ran out: no script that somebody wrote does that.
  }
  parser.reset();
  return { type: 'ERROR', field: undefined, start: 0, end: text.length, children: [] };
}

function nodeAt(cursor: TreeCursor, depth: number): GrammarNode {
  const type = cursor.nodeType;
  const { startIndex: start, endIndex: end } = cursor;
  const node: GrammarNode = { type, field: cursor.currentFieldName ?? undefined, start, end, children: [] };
  if (depth > deepest) return { ...node, type: 'ERROR' };
  if (type === 'command' || !cursor.gotoFirstChild()) return node;
  do node.children.push(nodeAt(cursor, depth + 1));
  while (cursor.gotoNextSibling());
  cursor.gotoParent();
  return node;
}

/** The same statements with every span replaced. */
function moved<T>(value: T, toScript: (span: Span) => Span): T {
  if (Array.isArray(value)) return value.map((each) => moved(each, toScript)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const { type, start, end } = value as unknown as Statement;
  if (type === 'simple') return { type, ...toScript({ start, end }) } as T;
  const copy: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) copy[key] = typeof each === 'object' ? moved(each, toScript) : each;
  return ('start' in copy ? Object.assign(copy, toScript(value as unknown as Span)) : copy) as T;
}
