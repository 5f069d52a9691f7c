/** What client and server say to each other beyond the Language Server Protocol. Types and names only: the client imports nothing else. */

import type { Location, WorkspaceEdit } from 'vscode-languageserver-types';
import type { TraceNode } from '../features/trace/tree';

export type { TraceNode };

/** What a client may tell when it starts the server. */
export interface InitializationOptions {
  /** Folder with a Markdown page for each diagnostic code; diagnostics link to it. */
  pagesUri?: string;
  /** The script that lays out pictures, for a server that cannot find it by itself. */
  layoutUri?: string;
  /** The folder with the grammar of shells, for a server that cannot find it by itself. */
  grammarUri?: string;
  /** Its command that shows completions anew: for items behind which the next word is to be picked at once. */
  suggestCommand?: string;
}

/** The protocol family a dump is for. */
export type Family = 'ipv4' | 'ipv6';

/** Request: which family the server takes a document for, and why. */
export const familyRequest = 'iptablesLens/family';
export interface FamilyParams {
  uri: string;
}
export interface FamilyResult {
  family: Family;
  /** Who decided: the user, the file's name, its comment line, its content, or nobody (then IPv4). */
  decidedBy: 'user' | 'name' | 'comment' | 'content' | 'default';
}

/** Request: take a document for this family from now on; null goes back to finding out. */
export const setFamilyRequest = 'iptablesLens/setFamily';
export interface SetFamilyParams {
  uri: string;
  family: Family | null;
}

/** Request: the edit that rewrites the chain declarations of all damaged tables; null when there is nothing to mend. */
export const mendHeaderRequest = 'iptablesLens/mendHeader';
export interface MendHeaderParams {
  uri: string;
}
export interface MendHeaderResult {
  /** To be shown before it is done: its change annotations ask for confirmation, for clients that show edits themselves. */
  edit: WorkspaceEdit;
}

/** Client command behind a code lens; its one argument: */
export const showPathCommand = 'iptablesLens.showPath';
export interface ShowPathArguments {
  /** The line of the lens, as text. */
  title: string;
  /** Where the lens stands. */
  origin: Location;
  /** The steps in the order in which a packet meets them. */
  steps: Location[];
}

/** Client command that asks for a packet and shows its path; as the command of a code lens its arguments are a document and a line: */
export const tracePacketCommand = 'iptablesLens.tracePacket';
export interface TracePacketArguments {
  uri: string;
  /** From 0; the question that it suggests is offered. */
  line: number;
  /** Of a script, the title of the ruleset that is asked. */
  ruleset?: string;
}

/** Request: the question in words that a line suggests. */
export const traceQuestionRequest = 'iptablesLens/traceQuestion';
export type TraceQuestionParams = TracePacketArguments;
export interface TraceQuestionResult {
  /** '' for none. */
  question: string;
  /** Of a script, the title of the ruleset to be asked: the wanted one, or else the first to which the line adds. */
  ruleset?: string;
}

/** Request: where the packets of a question go; null for a document that is not open, and where a script builds no such ruleset. */
export const traceRequest = 'iptablesLens/trace';
export interface TraceParams {
  uri: string;
  /** In words: `in tcp 8080 from 10.0.0.1`. */
  question: string;
  /** Of a script, the title of the ruleset that is asked. */
  ruleset?: string;
  /** For somebody who reads the paths: also which rules packets pass without a match, and whether marks would change the answers. */
  explained?: boolean;
}
export type TraceResult = TraceFound | TraceMisread;
export interface TraceFound {
  /** As it is written. */
  question: string;
  answers: TraceNode[];
  /** Of a script, which ruleset was asked where there are several, and whether all of it is surely built; that packets have no mark, where that decides and it is to be explained; '' for nothing to be said. */
  about: string;
  /** The same to be pasted into a ticket. */
  markdown: string;
}
/** What cannot be read of the question, and what may stand there. */
export interface TraceMisread {
  message: string;
}

/** Request: the names of a document's tables, in the order of their headers. */
export const tablesRequest = 'iptablesLens/tables';
export interface TablesParams {
  uri: string;
}

/** Request: a picture; null for a document that is not open, and for a table that it does not have. */
export const pictureRequest = 'iptablesLens/picture';
export interface PictureParams {
  uri: string;
  /** The table whose chains are to be shown; '' for the data plane. */
  table: string;
}
export interface PictureResult {
  title: string;
  /** Each box of it has `data-box`, its place among `boxes`. */
  svg: string;
  /** The style sheet that the picture needs. */
  style: string;
  /** The boxes with the lines of the dump that they stand for, from 0. */
  boxes: { title: string; lines: number[] }[];
}

/** Request: the table of ports as the body of a page; null for a document that is not open. Its links run `revealLineCommand`. */
export const portsRequest = 'iptablesLens/ports';
export interface PortsParams {
  uri: string;
}
export interface PortsResult {
  html: string;
}

/** Client command behind the links of pages; its one argument: */
export const revealLineCommand = 'iptablesLens.revealLine';
export interface RevealLineArguments {
  uri: string;
  /** From 0. */
  line: number;
}

/** Request: the comments `# expect:` of a document, checked if that is asked for; null for a document that is not open. */
export const expectationsRequest = 'iptablesLens/expectations';
export interface ExpectationsParams {
  uri: string;
  /** The lines to be checked, from 0; all without it. */
  lines?: number[];
  check: boolean;
}
export interface ExpectationResult {
  location: Location;
  /** The comment behind `# expect:`. */
  title: string;
  /** What happens instead, and the rules that decide; null where it holds or was not checked. */
  failure: { message: string; related: { location: Location; message: string }[] } | null;
}

/** Request: which packets reach the rule, or the policy, on a line; null where no rule stands. */
export const whichPacketsRequest = 'iptablesLens/whichPackets';
export interface WhichPacketsParams {
  uri: string;
  /** From 0. */
  line: number;
}
export interface WhichPacketsResult {
  /** The rule or declaration. */
  rule: string;
  /** Lines of plain text. */
  text: string;
}

/** Client command that shows what a script builds; as the command of a code lens its one argument is: */
export const previewScriptCommand = 'iptablesLens.previewScript';
export interface PreviewScriptArguments {
  uri: string;
}

/** Request: what the tables hold when a script has run on a fresh machine; null for documents that are no open scripts. */
export const renderScriptRequest = 'iptablesLens/renderScript';
export interface RenderScriptParams {
  uri: string;
}
export interface RenderScriptResult {
  /** One for each machine, family and backend that the script touches; none where it changes no table. */
  rulesets: RenderedScript[];
}
export interface RenderedScript {
  family: Family;
  /** Which one it is, where there are several: `IPv6`, `IPv4, in pod web`. */
  title: string;
  /** As iptables-save prints it. */
  text: string;
  /** For each line of the text the line of the script that made it, both from 0; null for what no command made. */
  lines: (number | null)[];
}
