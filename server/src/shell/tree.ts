/** The statements of a shell script: its structure, with the text of simple commands left to `lexer.ts`. */

import type { Span } from '../syntax/span';
import type { CommandText } from './lexer';

/** A simple command, an assignment, `[[ … ]]` or `(( … ))`: everything between two operators. */
export interface SimpleStatement extends Span {
  type: 'simple';
}

export interface ConnectedStatement extends Span {
  type: 'and' | 'or';
  left: Statement;
  right: Statement;
}

export interface PipelineStatement extends Span {
  type: 'pipeline';
  stages: Statement[];
}

/** `! …`, or `… &`. */
export interface ModifiedStatement extends Span {
  type: 'not' | 'background';
  body: Statement;
}

export interface IfStatement extends Span {
  type: 'if';
  clauses: { condition: Statement[]; body: Statement[] }[];
  otherwise: Statement[];
}

export interface WhileStatement extends Span {
  type: 'while';
  until: boolean;
  condition: Statement[];
  body: Statement[];
}

export interface ForStatement extends Span {
  type: 'for';
  variable: Span;
  /** The words behind `in`; undefined for `for x; do`, which goes through the positional parameters. */
  words: Span | undefined;
  body: Statement[];
}

/** `for (( … ; … ; … ))`: the three expressions in one span. */
export interface ArithmeticForStatement extends Span {
  type: 'arithmetic-for';
  header: Span;
  body: Statement[];
}

export interface CaseStatement extends Span {
  type: 'case';
  subject: Span;
  items: { patterns: Span[]; body: Statement[]; fallsThrough: boolean }[];
}

export interface FunctionStatement extends Span {
  type: 'function';
  name: Span;
  body: Statement;
}

/** `{ … }`, or `( … )`. */
export interface GroupStatement extends Span {
  type: 'group' | 'subshell';
  body: Statement[];
}

export interface RedirectedStatement extends Span {
  type: 'redirected';
  body: Statement;
  redirects: Span[];
}

/** What the grammar could not understand, with the statements that it found there. */
export interface DamagedStatement extends Span {
  type: 'damaged';
  body: Statement[];
}

export type Statement =
  | SimpleStatement
  | ConnectedStatement
  | PipelineStatement
  | ModifiedStatement
  | IfStatement
  | WhileStatement
  | ForStatement
  | ArithmeticForStatement
  | CaseStatement
  | FunctionStatement
  | GroupStatement
  | RedirectedStatement
  | DamagedStatement;

/** Where a here-document's text stands, and how it is read. */
export interface HereDocument {
  /** The lines between operator and delimiter. */
  body: Span;
  /** True when the delimiter is quoted: nothing is expanded in the text. */
  literal: boolean;
  /** True for `<<-`: tabs at the start of lines are dropped. */
  stripTabs: boolean;
}

/** A text that was read: columns of everything are offsets in `text`. */
export interface ShellTree {
  text: string;
  statements: Statement[];
  /** By the offset of their operator `<<`. */
  hereDocuments: ReadonlyMap<number, HereDocument>;
  /** The words of simple commands, by the offset of their start. */
  commands: ReadonlyMap<number, CommandText>;
}
