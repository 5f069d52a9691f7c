/** Turns the grammar's tree into statements. What it does not know becomes damage, with the statements inside. */

import type { Span } from '../syntax/span';
import type { CaseStatement, IfStatement, Statement } from './tree';

/** A node of the grammar's tree, tokens among them. */
export interface GrammarNode extends Span {
  type: string;
  field: string | undefined;
  children: GrammarNode[];
}

type Reader = (node: GrammarNode) => Statement;

const readers: Readonly<Record<string, Reader>> = {
  command: (node) => ({ type: 'simple', ...spanOf(node) }),
  list: (node) => connected(node),
  pipeline: (node) => pipeline(statementsOf(node)) ?? damaged(node),
  negated_command: (node) => negated(only(node), node.start),
  redirected_statement: redirected,
  if_statement: ifStatement,
  while_statement: whileStatement,
  for_statement: forStatement,
  c_style_for_statement: arithmeticFor,
  case_statement: caseStatement,
  function_definition: functionStatement,
  compound_statement: (node) => ({ type: 'group', ...spanOf(node), body: statementsOf(node) }),
  do_group: (node) => ({ type: 'group', ...spanOf(node), body: statementsOf(node) }),
  subshell: (node) => ({ type: 'subshell', ...spanOf(node), body: statementsOf(node) }),
  ERROR: (node) => ({ type: 'damaged', ...spanOf(node), body: read(node.children, true) }),
};

/** The statements directly in a node, in their order. */
export function statementsOf({ type, children, start, end }: GrammarNode): Statement[] {
  if (type === 'ERROR' && children.length === 0) return [{ type: 'damaged', start, end, body: [] }];
  return read(children);
}

/** In damage a word that belongs to nothing may be a command. */
function read(nodes: readonly GrammarNode[], isDamaged = false): Statement[] {
  const statements: Statement[] = [];
  for (const node of nodes) {
    const reader = readers[node.type];
    if (reader) statements.push(reader(node));
    else if (node.type === '&') inBackground(statements);
    else if (isDamaged && node.type === 'word') statements.push({ type: 'simple', ...spanOf(node) });
  }
  return statements;
}

function inBackground(statements: Statement[]): void {
  const body = statements.pop();
  if (body) statements.push({ type: 'background', start: body.start, end: body.end, body });
}

function connected(node: GrammarNode): Statement {
  const [left, right] = read(node.children);
  if (!left || !right) return left ?? damaged(node);
  const type = node.children.some((each) => each.type === '&&') ? 'and' : 'or';
  return { type, ...spanOf(node), left, right };
}

function redirected(node: GrammarNode): Statement {
  const redirects = node.children.filter((each) => each.field === 'redirect').map(spanOf);
  return redirect(only(node), redirects, node.end);
}

/*
 * The grammar binds pipelines, `!` and redirections too loosely now and then: they may not reach over `&&` and `||`, so what it
 * put around a list belongs to the list's edge.
 */

function pipeline([first, ...others]: Statement[]): Statement | undefined {
  if (!first) return undefined;
  if (first.type === 'not') return negated(pipeline([first.body, ...others])!, first.start);
  const last = others.at(-1);
  if (!last) return first;
  if (last.type === 'and' || last.type === 'or')
    return { ...last, start: first.start, left: pipeline([first, ...others.slice(0, -1), last.left])! };
  const stages = [first, ...others].flatMap((each) => (each.type === 'pipeline' ? each.stages : [each]));
  return { type: 'pipeline', start: first.start, end: last.end, stages };
}

function negated(body: Statement, start: number): Statement {
  if (body.type === 'and' || body.type === 'or') return { ...body, start, left: negated(body.left, start) };
  return { type: 'not', start, end: body.end, body };
}

function redirect(body: Statement, redirects: Span[], end: number): Statement {
  if (body.type === 'and' || body.type === 'or') return { ...body, end, right: redirect(body.right, redirects, end) };
  if (body.type === 'not') return { ...body, end, body: redirect(body.body, redirects, end) };
  if (body.type !== 'pipeline') return { type: 'redirected', start: body.start, end, body, redirects };
  const stages = [...body.stages.slice(0, -1), redirect(body.stages.at(-1)!, redirects, end)];
  return { ...body, end, stages };
}

function ifStatement(node: GrammarNode): Statement {
  const { before, behind } = cut(node, 'then');
  const statement: IfStatement = { type: 'if', ...spanOf(node), clauses: [], otherwise: [] };
  statement.clauses.push({ condition: read(before), body: read(behind) });
  for (const clause of behind) {
    const parts = cut(clause, 'then');
    if (clause.type === 'elif_clause')
      statement.clauses.push({ condition: read(parts.before), body: read(parts.behind) });
    if (clause.type === 'else_clause') statement.otherwise = read(clause.children);
  }
  return statement;
}

function whileStatement(node: GrammarNode): Statement {
  const { before, behind } = cut(node, 'do_group', true);
  const until = node.children[0]?.type === 'until';
  return { type: 'while', ...spanOf(node), until, condition: read(before), body: bodyOf(behind) };
}

function forStatement(node: GrammarNode): Statement {
  const values = node.children.filter((each) => each.field === 'value');
  const variable = node.children.find((each) => each.field === 'variable') ?? node;
  const hasIn = node.children.some((each) => each.type === 'in');
  const first = values[0] ?? { start: node.start, end: node.start };
  const words = hasIn ? { start: first.start, end: values.at(-1)?.end ?? first.end } : undefined;
  return { type: 'for', ...spanOf(node), variable: spanOf(variable), words, body: bodyOf(node.children) };
}

function arithmeticFor(node: GrammarNode): Statement {
  const open = node.children.find((each) => each.type === '((') ?? node;
  return { type: 'arithmetic-for', ...spanOf(node), header: spanOf(open), body: bodyOf(node.children) };
}

function caseStatement(node: GrammarNode): Statement {
  const items: CaseStatement['items'] = node.children
    .filter((each) => each.type === 'case_item')
    .map((item) => {
      const patterns = item.children.filter((each) => each.field === 'value').map(spanOf);
      const fallsThrough = item.children.some((each) => each.type === ';&' || each.type === ';;&');
      return { patterns, body: read(cut(item, ')').behind), fallsThrough };
    });
  const subject = node.children.find((each) => each.field === 'value') ?? node;
  return { type: 'case', ...spanOf(node), subject: spanOf(subject), items };
}

function functionStatement(node: GrammarNode): Statement {
  const name = node.children.find((each) => each.field === 'name') ?? node;
  return { type: 'function', ...spanOf(node), name: spanOf(name), body: only(node) };
}

/** The children before and behind the first of a type; that one itself comes first behind when asked for. */
function cut({ children }: GrammarNode, type: string, with_ = false) {
  const found = children.findIndex((each) => each.type === type);
  const at = found < 0 ? children.length : found;
  return { before: children.slice(0, at), behind: children.slice(with_ ? at : at + 1) };
}

function bodyOf(nodes: readonly GrammarNode[]): Statement[] {
  return nodes.filter((each) => each.field === 'body').flatMap((each) => statementsOf(each));
}

function only(node: GrammarNode): Statement {
  return read(node.children)[0] ?? damaged(node);
}

function damaged(node: GrammarNode): Statement {
  return { type: 'damaged', ...spanOf(node), body: [] };
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
