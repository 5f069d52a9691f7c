// Dumps made to be slow to read: texts of many lines, and single long lines, of any size.

/** A dump that grows with `n`. */
export interface Hostile {
  name: string;
  text: (n: number) => string;
}

function lines(n: number, line: (i: number) => string): string {
  return Array.from({ length: n }, (_, i) => `${line(i)}\n`).join('');
}

function inFilter(rules: string, declarations = ':INPUT ACCEPT [0:0]\n'): string {
  return `*filter\n${declarations}${rules}COMMIT\n`;
}

const declared = (n: number) => `:INPUT ACCEPT [0:0]\n${lines(n, (i) => `:CHAIN-${i} - [0:0]`)}`;
const uses = (n: number) => lines(n, (i) => `-A CHAIN-${i} -j RETURN`);

/** Texts of about `n` lines. */
export const manyLines: readonly Hostile[] = [
  { name: 'the same undefined jump', text: (n) => inFilter('-A INPUT -j NOWHERE\n'.repeat(n)) },
  { name: 'different undefined jumps', text: (n) => inFilter(lines(n, (i) => `-A INPUT -j NOWHERE-${i}`)) },
  { name: 'rules in different undefined chains', text: (n) => inFilter(uses(n)) },
  {
    name: 'similar undefined and declared chains',
    text: (n) =>
      inFilter(
        lines(n, (i) => `-A CHAIM-${i} -j CHAIR-${i}`),
        declared(n),
      ),
  },
  { name: 'declared chains, one of them odd', text: (n) => inFilter(uses(n), `${declared(n)}:ODD ACCEPT [0:0]\n`) },
  {
    name: 'declared chains, each with a policy',
    text: (n) =>
      inFilter(
        '',
        lines(n, (i) => `:CHAIN-${i} accpt [0:0]`),
      ),
  },
  {
    name: 'declared chains without policy',
    text: (n) =>
      inFilter(
        uses(n),
        lines(n, (i) => `:CHAI-${i}`),
      ),
  },
  {
    name: 'chains declared in the other case',
    text: (n) =>
      inFilter(
        uses(n),
        lines(n, (i) => `:chain-${i} - [0:0] :x`),
      ),
  },
  { name: 'the same declaration', text: (n) => inFilter('', ':FOO - [0:0]\n'.repeat(n)) },
  {
    name: 'two declarations on each line',
    text: (n) =>
      inFilter(
        '',
        lines(n, (i) => `:A-${i} - [0:0] :B-${i} - [0:0`),
      ),
  },
  { name: 'headers', text: (n) => '*filter\n'.repeat(n) },
  { name: 'unknown tables', text: (n) => lines(n, (i) => `*table-${i}\n-A INPUT -j NOWHERE`) },
  {
    name: 'tables with a missing chain each',
    text: (n) => lines(n, (i) => `*nat\n:OUTPUT ACCEPT [0:0]\n-A X-${i} -j X\nCOMMIT`),
  },
  { name: 'chains, then headers', text: (n) => `*filter\n${declared(n)}${'*nat\n'.repeat(n)}` },
  { name: 'tables, then lines of garbage', text: (n) => `${'*nat\nCOMMIT\n'.repeat(n)}${'garbage\n'.repeat(n)}` },
  { name: 'COMMIT', text: (n) => 'COMMIT\n'.repeat(n) },
  { name: 'tables closed twice', text: (n) => '*nat\nCOMMIT\nCOMMIT\n'.repeat(n) },
  { name: 'garbage in a table', text: (n) => inFilter('garbage\n'.repeat(n)) },
  { name: 'garbage before a table', text: (n) => `${'garbage\n'.repeat(n)}*nat\nCOMMIT\n` },
  { name: 'flushes of everything', text: (n) => inFilter(uses(n) + '-F\n'.repeat(n), declared(n)) },
  { name: 'chains made and deleted', text: (n) => inFilter(lines(n, (i) => `-N C-${i}\n-X C-${i}`)) },
  { name: 'the same chain made and deleted', text: (n) => inFilter('-N C\n-X C\n-E C D\n'.repeat(n)) },
  { name: 'rules deleted that are not there', text: (n) => inFilter('-D INPUT 7\n'.repeat(n)) },
  { name: 'policies for no chain', text: (n) => inFilter(lines(n, (i) => `-P CHAIN-${i} ACCEPT`)) },
  { name: 'blank lines that are not empty', text: (n) => inFilter(' \n'.repeat(n)) },
  { name: 'indented declarations', text: (n) => inFilter(' :FOO - [0:0]\n'.repeat(n)) },
  { name: 'comments that end in a lone return', text: (n) => '# x\r'.repeat(n) },
  { name: 'lone returns', text: (n) => inFilter('\r'.repeat(n)) },
  { name: 'Windows line ends', text: (n) => inFilter(uses(n), declared(n)).replaceAll('\n', '\r\n') },
  { name: 'fences', text: (n) => '```\n'.repeat(n) },
  { name: 'escaped dumps', text: (n) => '*nat\\nCOMMIT\\n-A\n'.repeat(n) },
  { name: 'log prefixes', text: (n) => lines(n, (i) => `2024-05-01T12:00:00Z -A INPUT -j C-${i}`) },
  { name: 'prefixes in brackets', text: (n) => inFilter('[12:00 host] -A INPUT -j ACCEPT\n'.repeat(n)) },
  { name: 'damaged counters', text: (n) => inFilter('[12] -A INPUT -j ACCEPT\n'.repeat(n)) },
  { name: 'typographic quotes', text: (n) => inFilter('-A INPUT -m comment --comment “a b” -j ACCEPT\n'.repeat(n)) },
  { name: 'entities', text: (n) => inFilter('-A INPUT -m comment --comment &quot;a b&quot; -j ACCEPT\n'.repeat(n)) },
  { name: 'unclosed quotes', text: (n) => inFilter('-A INPUT -m comment --comment "a\n'.repeat(n)) },
  { name: 'shell commands', text: (n) => inFilter('iptables -A INPUT -j ACCEPT\n'.repeat(n)) },
  {
    name: 'bare words in comments',
    text: (n) => inFilter('-A INPUT -m comment --comment two words -j ACCEPT\n'.repeat(n)),
  },
];

/** What single long lines are made of. */
const units = [
  ...[
    '"',
    '""',
    '" ',
    '\\"',
    "'",
    ':',
    ' :',
    ' :A',
    ' :A - [0:0]',
    ' :A - [0:0',
    '[',
    ' [',
    ']',
    '[:',
    '[0',
    ' ',
    '\t',
    ' x',
  ],
  ...[
    '&',
    '&#',
    '&#1',
    '&quot',
    '&quot;',
    ' &quot;a',
    '1',
    ' 1',
    '1:',
    '1.',
    '1,',
    '-',
    ' -',
    ' --',
    '--x ',
    ' -f',
    'f',
    ' -x',
    '=',
  ],
  ...[
    'a',
    'a ',
    ' a',
    'A',
    '/',
    '.',
    '|',
    ' |',
    '>',
    '> ',
    '+',
    '~',
    '`',
    '#',
    ' #',
    '!',
    ' !',
    '*',
    '\\',
    '\\n',
    '\\n*',
    '\0',
    '\0 ',
  ],
  ...[
    'ü',
    '😀',
    '\ud83d',
    '\u00a0',
    ' \u00a0',
    '\u201c',
    ' \u201c"a"',
    '\u2014',
    '\ufeff',
    '\u2028',
    '2024-05-01T12:00:00Z ',
  ],
  ...[
    ' -m tcp --dport 1',
    ' -m comment --comment "a"',
    ' -j LOG',
    ' -A INPUT',
    ' -s 1.1.1.1,',
    ' -p tcp',
    ' -m',
    ' --d',
    'COMMIT ',
  ],
];

/** Where the long run stands. */
const places: readonly ((run: string) => string)[] = [
  (run) => run,
  (run) => `*nat\n-A INPUT ${run}\nCOMMIT\n`,
  (run) => `*nat\n:${run}\n:A - ${run}\n:OUTPUT ACCEPT [0:0] ${run}\nCOMMIT\n`,
  (run) => `*nat\n[${run}\n[1:2] ${run}]\nCOMMIT${run}\n`,
  (run) => `*${run}\n#${run}\n -A ${run} -j ${run}\n`,
  (run) => `2024-05-01T12:00:00${run}\n[a b${run}\nMay  1 12:00:00 ${run}\nI0501 12:00:00.0 1 ${run}\n`,
];

/** Lines of about `n` times a few characters. */
export const longLines: readonly Hostile[] = units.map((unit) => ({
  name: JSON.stringify(unit),
  text: (n) => places.map((place) => place(unit.repeat(n))).join('\n'),
}));
