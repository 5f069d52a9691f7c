// The form in which commands, parameters, match and target modules and their options are written down.

import type { RefusedBy } from './refused-by';

/** The two tools: iptables (ipv4) and ip6tables (ipv6). */
export type Family = 'ipv4' | 'ipv6';

/** The tables that every kernel knows. */
export type Table = 'filter' | 'nat' | 'mangle' | 'raw' | 'security';

/** The places in netfilter where built-in chains sit; a built-in chain has the name of its hook. */
export type Hook = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING';

/** One word of a fixed list that an option takes as its value. */
export interface Word {
  word: string;
  /** Other spellings of the same, in the order in which the tool knows them. */
  aliases?: readonly string[];
  /** What the kernel is given for it, where that is a number people meet (log level, DSCP, TOS). */
  number?: number;
  /** A phrase that explains the word; no capital, no full stop. */
  meaning: string;
  /** The word is refused unless `-p` names one of these. */
  protocols?: readonly string[];
  /** The word is refused in chains reached from any other hook. */
  hooks?: readonly Hook[];
  /** The kernel takes the word in these families only. */
  families?: readonly Family[];
}

/** An ICMP or ICMPv6 message by name; without a code, the name stands for every code of the type. */
export interface IcmpWord extends Word {
  type: number;
  code?: number;
}

/**
 * How a word of a list is recognised: letter for letter, in any case, or by its beginning in any case. With a beginning
 * the first word of the list that fits is meant, unless the kind of value says that it has to be unambiguous.
 */
export type WordMatching = 'exact' | 'any-case' | 'beginning';

/** Width of a whole number in bits. */
export type Bits = 8 | 16 | 32 | 64;

/** What a value of an option may look like. Numbers are read as in C: `10`, `012` and `0xa` are the same. */
export type Value =
  // Numbers.
  /**
   * A whole number. `min` and `max` are the tool's limits, `kernelMin` and `kernelMax` narrower ones of the kernel; with
   * `legacyOnly`, nf_tables does not have those.
   */
  | {
      kind: 'integer';
      bits: Bits;
      min?: number;
      max?: number;
      kernelMin?: number;
      kernelMax?: number;
      legacyOnly?: true;
      /** A word that begins with `inf` is accepted too. */
      orInfinity?: true;
    }
  /**
   * `A`, `A:B`, `A:`, `:B` or `:`, ends included. Unless an order is asked for, 1.8.9 takes the ends in either order and
   * 1.8.11 refuses a falling range.
   */
  | {
      kind: 'integer-range';
      bits: Bits;
      order?: 'ascending' | 'strictly-ascending';
      bothEnds?: true;
      /** The kernel takes at most so many numbers between the ends, ends included. */
      kernelMaxCount?: number;
    }
  /** A whole number with anything behind it, which is ignored. */
  | { kind: 'lenient-integer'; min: number }
  /** A number with a fraction, also with an exponent. */
  | { kind: 'decimal'; min: number; max: number }
  /** Packets in a time, `N[/second|/minute|/hour|/day]`, the unit by its beginning; at most `max` a second. */
  | { kind: 'rate'; max: number }
  /** As `rate`, or bytes a second: `N[k|m]b/s`. */
  | { kind: 'packet-or-byte-rate'; max: number }
  /** A number of packets, or of bytes with the suffix `k` or `m`. */
  | { kind: 'packet-or-byte-burst'; max: number }
  /** A bandwidth with a unit such as `mbit` or `KiBps`. */
  | { kind: 'bandwidth' }
  /** A time with the unit s, ms or us; without a unit, microseconds. */
  | { kind: 'duration' }
  /** `value[/mask]`, 32 bits. */
  | { kind: 'mark' }
  /** `value[/mask]`, or a name from a file of the host. */
  | { kind: 'named-number'; namesIn: string }
  /** `value[/mask]` of the TOS octet, or a name. */
  | { kind: 'tos'; words: readonly Word[] }
  /** `MAJOR:MINOR`, both hexadecimal; what follows is ignored. */
  | { kind: 'class-id' }
  /** A conntrack zone, or `mark` for the packet's mark. */
  | { kind: 'zone' }
  /** The number or the configured name of a connection label. */
  | { kind: 'connection-label' }
  // Words.
  /** One word of a list. */
  | { kind: 'word'; words: readonly Word[]; matching: WordMatching }
  /** Several words of a list. `emptyItems`: two separators in a row do not disturb. */
  | { kind: 'words'; words: readonly Word[]; matching: WordMatching; separators: ',' | ',|'; emptyItems?: true }
  /** 0 to 7, or a name in lower case. */
  | { kind: 'log-level'; words: readonly Word[] }
  /** A DSCP class by name; with `trailing`, what follows a name is ignored. */
  | { kind: 'dscp-class'; words: readonly Word[]; trailing?: true }
  /** `type[/code]` in numbers, or a name by an unambiguous beginning. */
  | { kind: 'icmp-type'; words: readonly IcmpWord[] }
  /** A type or a rising range of types, in numbers or names. */
  | { kind: 'mobility-type'; words: readonly Word[] }
  /** A comma-separated list of TCP flags; two of these make mask and compare part. */
  | { kind: 'tcp-flags'; part: 'mask' | 'set' }
  /** A comma-separated list of TCP options by name or number (2 to 255), none twice. */
  | { kind: 'tcp-options'; words: readonly Word[] }
  /** `ALL`, `NONE` or a list of chunk types, some with flags behind a colon. */
  | { kind: 'sctp-chunks'; words: readonly Word[]; flags: Readonly<Record<string, string>> }
  // Text.
  /** Any text of `min` to `max` bytes; a longer one is cut to `max` or refused. */
  | {
      kind: 'text';
      min?: number;
      max: number;
      tooLong: 'cut' | 'refused';
      /** What nf_tables keeps, where that is more. */
      nftMax?: number;
      /** Has to do as the name of a file: not `.` or `..`, no slash. */
      fileName?: true;
      /** No line break in it. */
      oneLine?: true;
      /** What has to exist on the host under this name. */
      hostObject?: string;
    }
  /** Text with `|41 42|` blocks of hexadecimal bytes and `\` before a literal character; at most `max` bytes. */
  | { kind: 'hex-pattern'; max: number }
  /** A classic BPF program, `N,code jt jf k,…`. */
  | { kind: 'bpf-program'; maxInstructions: number }
  /** Tests of u32: `location op number … = value[:value],… && …`. */
  | { kind: 'u32-tests'; max: number }
  // Addresses and interfaces.
  /** One address or host name; the kernel may refuse the address 0. */
  | { kind: 'address'; zero?: 'refused' }
  /** One address with an optional mask. */
  | { kind: 'address-with-mask'; maxPrefix?: number; noHostBits?: 'refused' }
  /** A comma-separated list of addresses with optional masks (`-s`, `-d`); each one makes a rule of its own. */
  | { kind: 'address-list' }
  /** `A` or `A-B`. */
  | { kind: 'address-range' }
  /** A comma-separated list of IPv6 addresses. */
  | { kind: 'ipv6-addresses'; max: number }
  /** A prefix length or a mask. */
  | { kind: 'prefix-length'; contiguous?: true }
  /** `address[-address][:port[-port]]`, IPv6 in brackets before a port; with `basePort`, `/port` may follow. */
  | { kind: 'nat-address'; basePort?: true }
  /** `port[-port]`; with `basePort`, `/port` may follow. */
  | { kind: 'nat-ports'; basePort?: true }
  /** Six groups of hexadecimal digits; `multicast` when the lowest bit of the first one has to be set. */
  | { kind: 'mac-address'; multicast?: true }
  /** An interface name of up to 15 bytes; a final `+` stands for every name that begins so. With `empty`, no name at all will do. */
  | { kind: 'interface'; empty?: true }
  // Protocols and ports.
  /** A protocol by number or name, in any case; `only` when others are refused. */
  | { kind: 'protocol'; only?: readonly string[] }
  /** A port by number or service name. */
  | { kind: 'port' }
  /**
   * `P`, `P:Q`, `P:`, `:Q` or `:`. `numbers` 'c' reads as in C and keeps to 0–65535 in rising order; 'decimal' reads decimal
   * numbers, cuts them to 16 bits and leaves the order to 1.8.11.
   */
  | { kind: 'port-range'; numbers: 'c' | 'decimal' }
  /** A comma-separated list of ports and ranges; a range takes two of the slots. */
  | { kind: 'port-list'; slots: number }
  // IPv6 headers.
  /** A comma-separated list of `type[:length]`. */
  | { kind: 'ipv6-header-options'; max: number }
  /** A comma-separated list of extension headers by name or number. */
  | { kind: 'ipv6-headers'; words: readonly Word[] }
  // Owners, sets, time.
  /** A user or group by name, number or range of numbers (`N-M`). */
  | { kind: 'owner'; of: 'user' | 'group' }
  | { kind: 'set-name' }
  /** Up to six of `src` and `dst`, comma-separated: which side of the packet fills each dimension of the set. */
  | { kind: 'set-directions'; max: number }
  /** `YYYY[-MM[-DD[Thh[:mm[:ss]]]]]`, 1970 to 2038. */
  | { kind: 'date' }
  /** `hh:mm[:ss]`. */
  | { kind: 'time-of-day' }
  /** A comma-separated list of days: 1 (Monday) to 7, or the first two letters of the name. */
  | { kind: 'weekdays' }
  /** A comma-separated list of 1 to 31. */
  | { kind: 'month-days' }
  // Of commands and parameters.
  | { kind: 'chain' }
  | { kind: 'new-chain' }
  | { kind: 'user-chain' }
  | { kind: 'rule-number' }
  | { kind: 'policy' }
  | { kind: 'table' }
  | { kind: 'target' }
  | { kind: 'match' }
  /** A packet or byte count; the first may hold both, `N,N`, and then the second is missing. */
  | { kind: 'counter'; counts: 'packets' | 'bytes' }
  | { kind: 'seconds' }
  | { kind: 'microseconds' }
  | { kind: 'path' };

/** Where another tool differs from iptables-legacy 1.8.9, by which all data is written. */
export interface Difference {
  tool: 'nf_tables 1.8.9' | 'legacy 1.8.11';
  effect: 'accepts' | 'refuses' | 'saves differently';
  /** What it accepts, refuses or saves differently, in a sentence. */
  what: string;
}

/** An option of a module, or a parameter of iptables itself. */
export interface Option {
  /** The long name without dashes, as iptables-save writes it. */
  name: string;
  /** The letter of the short form. */
  short?: string;
  /** Other long names of the very same option. */
  aliases?: readonly string[];
  /** What follows it, one entry a word; none for a flag. */
  values?: readonly Value[];
  /** How many of the values, counted from the last, may be left out. */
  optionalValues?: number;
  /** `!` before it: changes the meaning, or is taken without effect. Where this is absent, `!` is refused. */
  inversion?: 'allowed' | 'ignored';
  /** The module (or, for a parameter, the rule) is refused without it. */
  required?: true;
  /** It may be given more than once: at will, once in each policy element, or so many times. Default: once. */
  repeat?: 'allowed' | 'once-per-element' | { atMost: number };
  /** Options that may not be given with it; it is enough that one of the two says so. */
  excludes?: readonly string[];
  /** Options that have to be given with it, anywhere in the module's part of the rule. */
  requires?: readonly string[];
  /** An option that has to stand before it on the line; with `value`, that option has to have this number. */
  after?: { option: string; value?: number };
  /** It needs `-p` with one of these protocols, not inverted; 'any' one will do. */
  protocols?: readonly string[] | 'any';
  /** With this other option it has no effect, and the protocol is not looked at. */
  idleWith?: string;
  /**
   * The only hooks and tables in which the kernel takes it. In chains that a hook only leads to, nf_tables does not look at
   * the hooks of options.
   */
  hooks?: readonly Hook[];
  tables?: readonly Table[];
  /** An option that, not inverted, lifts the restriction to hooks; anywhere in the module's part, or only behind this one. */
  anyHookWith?: { option: string; behind?: true };
  /** The families that know it, where not both do. */
  families?: readonly Family[];
  /** What it does, in one sentence. */
  summary: string;
  /** More worth knowing: defaults, traps, what the kernel refuses. Whole sentences. */
  note?: string;
  /** Spelling or option that should not be used any more, and why. */
  deprecated?: string;
  differences?: readonly Difference[];
}

/** Conditions on several options, or on the rest of the rule, that cannot be told option by option. */
export type ModuleRule =
  /** The local node, or every bit of the mask of nodes, lies within the total number of nodes. */
  | 'cluster-nodes'
  /** `--new` needs hash mode, MAC address, total number and local node; without it, none of them is taken. */
  | 'clusterip-new'
  /** With a byte rate the burst is not below the rate; rate × burst does not overflow in the kernel. */
  | 'hashlimit-burst'
  /** `--hmark-tuple` or its single parts, each part once; SPI and ports exclude each other, as masks and as values. */
  | 'hmark-tuple'
  /** `! --ipvs` stands alone: nothing else is known of connections that are none of the virtual server. */
  | 'ipvs-connection'
  /** Rate × burst does not overflow in the kernel. */
  | 'limit-overflow'
  /** With `--strict` no element is empty; tunnel ends need `--mode tunnel`; `--pol none` takes no `--strict`. */
  | 'policy-elements'
  /** `-p` stands before each port option on the line; the tool, not the kernel, looks at the protocol. */
  | 'protocol-before-ports'
  /** There are a first estimator, something to compare (bytes or packets), and a comparison; the kernel looks. */
  | 'rateest-combination'
  /** The interval is at most 8 seconds, the average neither too short nor too long for it. */
  | 'rateest-intervals'
  /** `--set` and `--remove` take no `--seconds`, `--hitcount` or `--reap`. */
  | 'recent-command'
  /** Something is done to a set. */
  | 'set-combination'
  /** Mode random needs `--probability`, mode nth `--every` and `--packet`, which is below it. */
  | 'statistic-mode'
  /** `--from` is not above `--to`, the pattern is not empty. */
  | 'string-range'
  /** The rule has `-m tcp` with `--syn` or with `--tcp-flags` whose second part holds SYN; nf_tables 1.8.9 does not look. */
  | 'syn-only'
  /** `--contiguous` needs a stop time that is not after the start time. */
  | 'time-contiguous';

/**
 * When nf_tables 1.8.9 does without the kernel's module: always, or only when an option narrows the match and none of
 * `unless` is given. What the kernel's module would refuse is loaded then; but where `protocols` are needed, the tool wants
 * them already with `--test`, inverted or not.
 */
export type NativeForm = 'always' | { unless: readonly string[] };

/** What match and target modules have in common. */
export interface ModuleBase {
  name: string;
  /** Other names under which `-m` or `-j` finds it. */
  aliases?: readonly string[];
  families: readonly Family[];
  /** The name that the kernel knows it by, where it differs. */
  kernelName?: string;
  /** The only tables and hooks in which the kernel takes it. */
  tables?: readonly Table[];
  hooks?: readonly Hook[];
  /** It needs `-p` with one of these protocols, not inverted. */
  protocols?: readonly string[];
  /** nf_tables 1.8.9 puts expressions of its own in its place. */
  native?: NativeForm;
  /** At least one of these options has to be given; 'any' option at all. */
  needsOneOf?: readonly string[] | 'any';
  /** The tool leaves it to the kernel which options go together. */
  combinations?: 'kernel';
  rules?: readonly ModuleRule[];
  /** What the host has to offer that not every host does. */
  needs?: string;
  /** Why current kernels do not have it any more. */
  removed?: string;
  /** The backends that do not have it, and when they say so. */
  absentIn?: RefusedBy;
  /** What it does, in one sentence. */
  summary: string;
  note?: string;
  deprecated?: string;
  differences?: readonly Difference[];
  options: readonly Option[];
}

/** A module for `-m`. */
export interface MatchModule extends ModuleBase {
  kind: 'match';
}

/**
 * A target for `-j`. `terminating`: whether the packet leaves the table here; 'returns' goes back to the calling chain,
 * 'sometimes' hangs on the packet, 'depends' on what stands behind the name.
 */
export interface TargetModule extends ModuleBase {
  kind: 'target';
  terminating: 'yes' | 'no' | 'returns' | 'sometimes' | 'depends';
}

export type Module = MatchModule | TargetModule;

/** A command such as `-A`, with its operands as values. */
export interface Command extends Option {
  /** Whether a rule follows; 'unless-number': `-D CHAIN 3` has none. */
  rule: 'yes' | 'no' | 'unless-number';
  short: string;
}

/** A parameter of iptables itself such as `-p`. */
export interface Parameter extends Option {
  /** What the lines of a dump may not do with it: never, or only next to `-L`. */
  inDump?: 'refused' | 'only-when-listing';
}
