/** The form in which phrases for matches and targets are written down, and how values are put in. */

/**
 * A phrase for an option. `{}` stands for its first value in words, `{1}` for the second, `{meaning}` for what the words of
 * the value mean. Of two phrases the second is for the inverted option; else `not` goes before the one. The empty phrase
 * leaves out what says nothing about packets.
 */
export type Phrase = string | readonly [plain: string, inverted: string];

export interface MatchPhrases {
  /** Said in any case. */
  always?: string;
  /** Said instead of `always` when the option is there. */
  alwaysIf?: { option: string; phrase: string };
  /** Said when no option says anything. */
  bare?: string;
  options: Readonly<Record<string, Phrase>>;
}

export interface TargetPhrases {
  /** What happens to the packets; the phrases of options follow. */
  verb?: string;
  /** Said instead when no option says anything. */
  bare?: string;
  /** Joins the phrases of options that are verbs themselves. */
  and?: true;
  options: Readonly<Record<string, Phrase>>;
}

/** Values that iptables-save writes although they are the default, and that so say nothing. */
const defaults: Readonly<Record<string, readonly string[]>> = {
  'recent mask': ['255.255.255.255', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  'recent name': ['DEFAULT'],
  'string to': ['65535'],
  'time datestop': ['2038-01-19T03:14:07'],
  'connlimit connlimit-mask': ['32', '128'],
  'hashlimit hashlimit-srcmask': ['32', '128'],
  'hashlimit hashlimit-dstmask': ['32', '128'],
  'CONNMARK nfmask': ['0xffffffff'],
  'CONNMARK ctmask': ['0xffffffff'],
  'CONNMARK mask': ['0xffffffff'],
  'TPROXY on-ip': ['0.0.0.0', '::'],
  'TPROXY tproxy-mark': ['0x0/0x0'],
  'LOG log-level': ['4', 'warning'],
};

/** True for an option that says no more than its absence would. */
export function isDefault(module: string, option: string, value: string | undefined): boolean {
  const key = `${module} ${option}`;
  return value !== undefined && Object.hasOwn(defaults, key) && defaults[key]!.includes(value);
}
