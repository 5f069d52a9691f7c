/** What running a statement needs to know of where it stands. */

import type { Span } from '../syntax/span';
import type { KeptRun } from './kept-runs';
import type { ShellParser } from './parser';
import type { Binding, Bindings, Shell } from './shell-state';
import type { Letters, Source } from './source';
import type { Given, Status } from './status';
import type { Command, Step } from './steps';
import type { FunctionStatement, ShellTree } from './tree';
import type { Piece, Word } from './word';

/** One for the whole script. */
export interface Machine {
  parser: ShellParser;
  /** What may still be done; below zero nothing is followed any more. */
  work: number;
  blocks: number;
  /** Functions that were defined, and those of them that were called. */
  defined: Map<FunctionStatement, Context>;
  called: Set<FunctionStatement>;
  /** What ran although nothing gets to it, functions that are called there among it: once is enough to find what stands in it. */
  ranInVain: Set<object>;
  unreached: Step[];
  /** What runs between two runs of the script. */
  between: Step[];
  /** What runs at some time behind the script. */
  meanwhile: Step[];
  /** What the script does at its end where it came to one last. */
  atExit: readonly Step[];
  complete: boolean;
  /** What the statements of long lists did; undefined where the script is read once. */
  kept: Kept | undefined;
}

/**
 * Runs of statements by the calls they stand in and their places, each time they ran: now, and in the last version of the script.
 */
export interface Kept {
  before: Kept['now'] | undefined;
  now: Map<string, Map<number, KeptStatement[]>>;
}

/** What a statement did. */
export interface KeptStatement {
  letters: Letters;
  run: KeptRun;
}

/** What a command reads from its standard input; consumed by `read`. */
export interface Input {
  /** Undefined when it is not known. */
  pieces: readonly Piece[] | undefined;
  file: Word | undefined;
  /** The lines that `read` did not read yet; undefined before it reads the first. */
  lines: (readonly Piece[])[] | undefined;
}

/** What commands write to their standard output, where somebody wants to know it. */
export interface Output {
  pieces: Piece[];
  /** All that is written on any way, each part by itself. */
  parts: (readonly Piece[])[];
  /** Where they are wanted: what is inside may be left before it writes. */
  frame: Frame;
}

/** Something that can be left before its end. */
export interface Frame {
  kind: 'script' | 'function' | 'loop' | 'iteration' | 'subshell';
  id: number;
  /** The shell that the block's own layer lies over. */
  base: Shell;
  /** What was changed in it, for each place where it was left. */
  left: Bindings[];
  /** How it ended where it was left. */
  statuses: Status[];
  /** True when it may have been left already: what follows inside is not certain. */
  mayBeLeft: boolean;
  outer: Frame | undefined;
}

export interface Context {
  machine: Machine;
  source: Source;
  tree: ShellTree;
  /** bash reads braces, and echo of other shells reads backslashes. */
  dialect: 'bash' | 'sh';
  /** True when the script has aliases. */
  aliases: boolean;
  place: string;
  calls: readonly Span[];
  steps: Step[];
  certain: boolean;
  /** True where nothing gets to. */
  unreached: boolean;
  /** The way of a call's branch inside of the frame; `several` when there are further conditions. */
  given: Given | 'several' | undefined;
  tested: boolean;
  /** True inside of what is tested, functions that are called there too: `set -e` is not in force. */
  spared: boolean;
  /** True when the failure of `a && b` ends it all, as it ends the building of an image. */
  failureEnds: boolean;
  quiet: boolean;
  readBy: Command['readBy'];
  input: Input | undefined;
  output: Output | undefined;
  frame: Frame;
  /** The functions whose bodies run now. */
  active: readonly FunctionStatement[];
  /** What local variables were before the function that runs. */
  locals: Map<string, Binding | undefined>;
  /** How deep calls, substitutions and texts read as shell are nested. */
  depth: number;
}
