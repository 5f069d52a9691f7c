// Rule shapes: how Istio's rules are written down with words left open, shown to a reader and recognised in a dump.

interface OpenWord {
  /** What stands there by default. */
  readonly shown: string;
  readonly fits: RegExp;
}

const number = /^\d+$/;
const address = /^[0-9a-fA-F.:]+(?:\/\d+)?$/;

/** The words that a setting decides. Each expression is anchored and has no nested repetition. */
const openWords: Readonly<Record<string, OpenWord>> = {
  // Another number is more likely an excluded port than a moved tunnel.
  hbone: { shown: '15008', fits: /^15008$/ },
  in: { shown: '15006', fits: number },
  out: { shown: '15001', fits: number },
  dns: { shown: '15053', fits: number },
  uid: { shown: '1337', fits: number },
  // OpenShift's ids have ten digits; any other number may as well be an excluded group.
  gid: { shown: '1337', fits: /^\d{10}$/ },
  group: { shown: 'GROUP', fits: /^[^-\s]\S*$/ },
  lo: { shown: '127.0.0.1/32', fits: /^(?:127\.[0-9.]+|::1)(?:\/\d+)?$/ },
  six: { shown: '127.0.0.6/32', fits: /^::6\/128$/ },
  probe: { shown: '169.254.7.127/32', fits: /^fd16:9254:7127:1337:ffff:ffff:ffff:ffff\/128$/ },
  any: { shown: '0.0.0.0', fits: /^::$/ },
  port: { shown: 'PORT', fits: /^\d+(?::\d+)?$/ },
  cidr: { shown: 'CIDR', fits: address },
  resolver: { shown: 'RESOLVER', fits: address },
  if: { shown: 'INTERFACE', fits: /^\S+$/ },
};

/** Longer rules are never Istio's. */
const longestRule = 64;

/** A shape as a reader sees it: defaults filled in, names in capitals where there is no default. */
export function shownShape(shape: string): string {
  return shape.replace(/\{([a-z]+)\}/g, (whole, name: string) => openWords[name]?.shown ?? whole);
}

/** `--dport,53`: an option with its negation and values, so that rules compare whatever the order of their options. */
type Part = readonly string[];

function parts(words: readonly string[]): Part[] {
  const found: string[][] = [];
  for (const word of words) {
    const last = found[found.length - 1];
    const opens = word === '!' || (word.startsWith('-') && last?.[last.length - 1] !== '!');
    if (opens || last === undefined) found.push([word]);
    else last.push(word);
  }
  return withoutRepeats(found.filter((part) => part[0] !== '-m').sort(byOption));
}

function optionOf(part: Part): string {
  return part[0] === '!' ? `! ${part[1] ?? ''}` : (part[0] ?? '');
}

function byOption(a: Part, b: Part): number {
  const left = optionOf(a);
  const right = optionOf(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Lists of owner groups repeat `! --gid-owner`; one stands for all. */
function withoutRepeats(sorted: readonly Part[]): Part[] {
  return sorted.filter((part, index) => index === 0 || optionOf(part) !== optionOf(sorted[index - 1] ?? []));
}

function wordFits(open: string, word: string): boolean {
  const name = open.startsWith('{') ? open.slice(1, -1) : undefined;
  const known = name === undefined ? undefined : openWords[name];
  if (known !== undefined) return word === known.shown || known.fits.test(word);
  return open.includes('{') ? word === shownShape(open) : open === word;
}

function partFits(open: Part, part: Part): boolean {
  return open.length === part.length && open.every((word, index) => wordFits(word, part[index] ?? ''));
}

/**
 * Whether a rule has this shape. `words` are the words behind `-A CHAIN`, unquoted; the order of options and `-m` words
 * do not count. False for a rule of more than 64 words.
 */
export function hasShape(shape: string, words: readonly string[]): boolean {
  if (words.length > longestRule) return false;
  const open = parts(shape.split(' '));
  const given = parts(words);
  return open.length === given.length && open.every((part, index) => partFits(part, given[index] ?? []));
}
