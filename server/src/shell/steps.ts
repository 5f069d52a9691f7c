/** What a script does with iptables, as steps in the order in which they run. */

import type { Span } from '../syntax/span';
import type { ScriptText } from './script-parts';
import type { Piece, Word } from './word';

/** Which iptables a word names. */
export interface Program {
  /** As iptables calls itself: `iptables`, `ip6tables-nft`, `iptables-restore` … */
  name: string;
  family: 'ipv4' | 'ipv6';
  /** Undefined when the name leaves it to the machine. */
  backend: 'legacy' | 'nf_tables' | undefined;
  /** True when only the name of a variable tells that it is iptables: `$IPT`. */
  guessed: boolean;
}

/** What calls of the two tools share. */
interface Call {
  program: Program;
  programSpan: Span;
  /** The words behind the program. */
  words: readonly Word[];
  /** The whole command, with what it is run by, its redirections and assignments. */
  span: Span;
  /** Where the functions around it were called from, the outermost first. */
  calls: readonly Span[];
  /** The network namespace, container or machine that it runs in; '' for where the script itself runs. Other places have other tables. */
  place: string;
  /** True when it runs whenever the script runs to its end. */
  certain: boolean;
  /** What becomes of the script when it fails: `tested` is `if`, `&&`, `||`, `!`; `ends` is `set -e`. */
  onFailure: 'goes on' | 'tested' | 'ends';
  /** True when the script still does what it does at its end, once it ends there: `trap … EXIT`. */
  cleansUp: boolean;
  /** True when its error messages are thrown away. */
  quiet: boolean;
  /** Who takes its words apart: redirections and `||` are for shells. */
  readBy: 'shell' | 'systemd' | 'docker';
}

/** A call of iptables. */
export interface Command extends Call {
  kind: 'command';
}

/** A call of iptables-restore. */
export interface Restore extends Call {
  kind: 'restore';
  /** The text that it reads; undefined when it is not known here. */
  input: readonly Piece[] | undefined;
  /** The file that it reads, if it reads one. */
  file: Word | undefined;
  noflush: boolean;
  counters: boolean;
  /** `--test`: nothing is loaded. */
  test: boolean;
  table: Word | undefined;
}

/** One of several ways is gone. */
export interface Branch {
  kind: 'branch';
  span: Span;
  /** The call whose success or failure decides; undefined when something else does. */
  test: Command | Restore | undefined;
  alternatives: Alternative[];
}

export interface Alternative {
  /** What the test has to do; undefined without a test. */
  when: 'success' | 'failure' | undefined;
  steps: Step[];
}

/** Runs any number of times, zero included. */
export interface Loop {
  kind: 'loop';
  span: Span;
  /** The call that is tried in each round, and what ends the loop: `while iptables -D …; do :; done`. */
  test: Command | Restore | undefined;
  endsOn: 'success' | 'failure' | undefined;
  steps: Step[];
}

/** Steps that may be left before their end: a function, a loop, a subshell. The script itself has the id 0. */
export interface Block {
  kind: 'block';
  id: number;
  span: Span;
  steps: Step[];
}

/** Goes on behind the end of a block: `exit`, `return`, `break`, `continue`. */
export interface Leave {
  kind: 'leave';
  block: number;
  /** True when it surely says that something went wrong: `exit 1`. */
  failed: boolean;
  /** True when the script still does what it does at its end. */
  cleansUp: boolean;
  span: Span;
}

export type Step = Command | Restore | Branch | Loop | Block | Leave;

/** What was read of a script. */
export interface Script {
  text: ScriptText;
  steps: Step[];
  /** Calls that nothing reaches: in functions that are not called here, and behind conditions that are never true. */
  unreached: Step[];
  /** What runs between two runs: the commands that stop a unit. */
  between: Step[];
  /** What runs at some time while it is in force: the commands that reload a unit. */
  meanwhile: Step[];
  /** What it does at its end, for those ends that only following it tells. */
  atExit: readonly Step[];
  /** False when the script does more than is followed. */
  complete: boolean;
}
