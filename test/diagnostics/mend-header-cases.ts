// Damaged headers and what they are mended to; and dumps in which there is nothing to mend.
import type { FragmentMode } from '../../server/src/ruleset/ruleset';

export interface Mend {
  title: string;
  damaged: string;
  mended: string;
  fragments?: FragmentMode;
  /** Damage that is no header's: the result does not load for it. */
  refused?: boolean;
  /** The same for legacy only. */
  refusedByLegacy?: boolean;
}

const lines = (...each: string[]) => each.map((line) => `${line}\n`).join('');
const rest = lines('-A INPUT -j FOO', '-A FOO -j RETURN', 'COMMIT');
const filter = (...header: string[]) => `${lines('*filter', ...header)}${rest}`;
const whole = filter(':INPUT DROP [1:2]', ':FORWARD DROP [3:4]', ':OUTPUT ACCEPT [5:6]', ':FOO - [7:8]');

const doubtful = [
  ...['-A INPUT -j Accept', '-A INPUT -j MASQERADE', '-A INPUT -j ACC', '-A INPUT -j LOGG', '-A FORW -j ACCEPT'],
  ...[
    '-A INPUT faulty -j OWN_CHAIN',
    '-A OTHER_CHAIN faulty',
    '-A INPUT –p tcp -j THIRD_CHAIN',
    '-P FOURTH_CHAIN DROP',
  ],
  'COMMIT',
];

export const mends: readonly Mend[] = [
  {
    title: 'joined declarations',
    damaged: filter(':INPUT DROP [1:2] :FORWARD DROP [3:4] :OUTPUT ACCEPT [5:6] :FOO - [7:8]'),
    mended: whole,
  },
  {
    title: 'declarations glued together',
    damaged: filter(':INPUT DROP [1:2]:FORWARD DROP [3:4]:OUTPUT ACCEPT [5:6]:FOO - [7:8]'),
    mended: whole,
  },
  {
    title: 'lines cut off behind the counters',
    damaged: filter(':INPUT DROP [1:2', ':FORWARD DROP [3:4', ':OUTPUT ACCEPT [5:6', ':FOO - [7:8'),
    mended: filter(':INPUT DROP [1:2]', ':FORWARD DROP [3:4]', ':OUTPUT ACCEPT [5:6]', ':FOO - [7:8]'),
  },
  {
    title: 'lines cut off within the counters and before them',
    damaged: filter(':INPUT DROP [1:', ':FORWARD DROP [', ':OUTPUT ACC', ':FOO'),
    mended: filter(':INPUT DROP [0:0]', ':FORWARD DROP [0:0]', ':OUTPUT ACCEPT [0:0]', ':FOO - [0:0]'),
  },
  {
    title: 'everything in lower case',
    damaged: filter(':input drop [1:2]', ':forward drop [3:4]', ':output accept [5:6]', ':foo - [7:8]'),
    mended: whole,
  },
  {
    title: 'misspelt built-in chains and policies',
    damaged: filter(':INPTU DROP [1:2]', ':FORWARDS DORP [3:4]', ':OUTPUT ACEPT [5:6]', ':FOO - [7:8]'),
    mended: whole,
  },
  {
    title: 'counters with other signs and blanks',
    damaged: filter(':INPUT DROP [1;2]', ':FORWARD DROP [ 3 : 4 ]', ':OUTPUT ACCEPT [5: 6]', ':FOO - [7.8] x'),
    mended: filter(...[':INPUT DROP [1:2]', ':FORWARD DROP [3:4]', ':OUTPUT ACCEPT [5:6]', ':FOO - [7:8]', '# x']),
  },
  {
    title: 'counters that are none, and some beyond what JavaScript counts',
    damaged: filter(
      ':INPUT DROP [x:y] :FORWARD DROP [18446744073709551615:9007199254740993]',
      ':OUTPUT ACCEPT 5:6',
      ':FOO -',
    ),
    mended: filter(
      ...[
        ':INPUT DROP [0:0]',
        ':FORWARD DROP [18446744073709551615:9007199254740993]',
        ':OUTPUT ACCEPT [0:0]',
        ':FOO - [0:0]',
      ],
    ),
  },
  {
    title: 'chains declared twice: the policy given last counts, and so it stays',
    damaged: filter(
      ':INPUT ACCEPT [9:9]',
      ':INPUT DROP [1:2]',
      ':FORWARD DROP [3:4]',
      ':OUTPUT ACCEPT [5:6]',
      ':FOO - [7:8]',
      ':FOO - [9:9]',
    ),
    mended: whole,
  },
  {
    title: "a policy for a chain of one's own",
    damaged: filter(':INPUT DROP [1:2]', ':FORWARD DROP [3:4]', ':OUTPUT ACCEPT [5:6]', ':FOO DROP [7:8]'),
    mended: whole,
  },
  {
    title: 'built-in chains in another order, and one that the dump does not have: it keeps its policy',
    damaged: filter(':OUTPUT ACCEPT [5:6] :FOO - [7:8]', ':INPUT DROP [1:2]'),
    mended: filter(':INPUT DROP [1:2]', ':OUTPUT ACCEPT [5:6]', ':FOO - [7:8]'),
  },
  {
    title: 'a built-in chain that only rules name: it keeps the policy that is loaded',
    damaged: `${lines('*filter', ':INPUT DROP [1:2] :FOO - [7:8]', '-A FORWARD -j DROP')}${rest}`,
    mended: `${lines('*filter', ':INPUT DROP [1:2]', ':FORWARD - [0:0]', ':FOO - [7:8]', '-A FORWARD -j DROP')}${rest}`,
  },
  {
    title: 'one declaration that could be for any chain: the missing built-in chains get theirs',
    damaged: filter(':INPUT DROP [1:2]', ':XXXXXXXXXX ACCEPT [3:4]', ':FOO - [7:8]'),
    mended: filter(
      ...[':INPUT DROP [1:2]', ':FORWARD ACCEPT [0:0]', ':OUTPUT ACCEPT [0:0]'],
      ...[':XXXXXXXXXX - [3:4]', ':FOO - [7:8]'],
    ),
  },
  {
    title: 'a misspelt built-in chain with rules in it: it is left as it is, for its rules would have to follow',
    damaged: lines(
      ...['*nat', ':PREROUTING ACCEPT [0:0] :INPUT ACCEPT [0:0]', ':OUTPUT ACCEPT [0:0]'],
      ...[':POSTPROCESSING ACCEPT [1:2]', '-A POSTPROCESSING -o eth0 -j MASQUERADE', 'COMMIT'],
    ),
    mended: lines(
      ...['*nat', ':PREROUTING ACCEPT [0:0]', ':INPUT ACCEPT [0:0]', ':OUTPUT ACCEPT [0:0]'],
      ...[':POSTPROCESSING ACCEPT [1:2]', '-A POSTPROCESSING -o eth0 -j MASQUERADE', 'COMMIT'],
    ),
    refusedByLegacy: true,
  },
  {
    title: 'chains that only the rules name',
    damaged: filter(':INPUT DROP [1:2]', ':FORWARD DROP [3:4]', ':OUTPUT ACCEPT [5:6]'),
    mended: filter(':INPUT DROP [1:2]', ':FORWARD DROP [3:4]', ':OUTPUT ACCEPT [5:6]', ':FOO - [0:0]'),
  },
  {
    title: 'a chain declared below its first use',
    damaged: `${lines('*filter', ':INPUT DROP [1:2]', ':FORWARD DROP [3:4]', ':OUTPUT ACCEPT [5:6]', '-A INPUT -j FOO', ':FOO - [7:8]')}${lines('-A FOO -j RETURN', 'COMMIT')}`,
    mended: whole,
  },
  {
    title: 'comments and blank lines between declarations',
    damaged: filter(
      '# one',
      ':INPUT DROP [1:2] :FORWARD DROP [3:4]',
      '# two',
      '',
      ':OUTPUT ACCEPT [5:6] :FOO - [7:8]',
      '# three',
    ),
    mended: filter(
      '# one',
      ':INPUT DROP [1:2]',
      ':FORWARD DROP [3:4]',
      '# two',
      '',
      ':OUTPUT ACCEPT [5:6]',
      ':FOO - [7:8]',
      '# three',
    ),
  },
  {
    title: 'rules and other text joined to declarations',
    damaged: filter(
      ':INPUT DROP [1:2] -A OUTPUT -j ACCEPT',
      ':FORWARD DROP [3:4] [1:1] -A OUTPUT -j DROP',
      ':OUTPUT ACCEPT [5:6] hello',
      ':FOO - [7:8]',
    ),
    mended: filter(
      ...[':INPUT DROP [1:2]', ':FORWARD DROP [3:4]', ':OUTPUT ACCEPT [5:6]', ':FOO - [7:8]'],
      ...['-A OUTPUT -j ACCEPT', '[1:1] -A OUTPUT -j DROP', '# hello'],
    ),
  },
  {
    title: 'indented declarations',
    damaged: filter('  :INPUT DROP [1:2] :FORWARD DROP [3:4]', '\t:OUTPUT ACCEPT [5:6]', ':FOO - [7:8]'),
    mended: whole,
  },
  {
    title: 'a chain that -N makes: it must not be there before',
    damaged: lines('*filter', ':INPUT DROP [1:2] :FOO - [0:0]', '-N FOO', '-A INPUT -j FOO', 'COMMIT'),
    mended: lines('*filter', ':INPUT DROP [1:2]', '-N FOO', '-A INPUT -j FOO', 'COMMIT'),
  },
  {
    title: 'a policy that resembles none: it goes on being marked',
    damaged: filter(':INPUT REJECT [1:2] :FORWARD DROP [3:4]', ':OUTPUT ACCEPT [5:6]', ':FOO - [7:8]'),
    mended: filter(':INPUT REJECT [1:2]', ':FORWARD DROP [3:4]', ':OUTPUT ACCEPT [5:6]', ':FOO - [7:8]'),
    refused: true,
  },
  {
    title: 'a jump to a misspelt name: it is no chain to declare',
    damaged: lines(
      '*filter',
      ':INPUT DROP [1:2] :FORWARD DROP [3:4]',
      ':OUTPUT ACCEPT [5:6]',
      ':LOGDROP - [0:0]',
      '-A INPUT -j LOGDORP',
      'COMMIT',
    ),
    mended: lines(
      '*filter',
      ':INPUT DROP [1:2]',
      ':FORWARD DROP [3:4]',
      ':OUTPUT ACCEPT [5:6]',
      ':LOGDROP - [0:0]',
      '-A INPUT -j LOGDORP',
      'COMMIT',
    ),
    refused: true,
  },
  {
    title: 'a comment joined to a declaration',
    damaged: filter(':INPUT DROP [1:2] # in', ':FORWARD DROP [3:4]', ':OUTPUT ACCEPT [5:6]', ':FOO - [7:8]'),
    mended: filter(':INPUT DROP [1:2]', ':FORWARD DROP [3:4]', ':OUTPUT ACCEPT [5:6]', ':FOO - [7:8]', '# in'),
  },
  {
    title: 'comments over declarations: those that are right stay with theirs',
    damaged: filter(
      '# in',
      ':INPUT DROP [1:2]',
      '# through',
      ':FORWARD DROP [3:4',
      '# out',
      ':OUTPUT ACCEPT [5:6]',
      '# end',
    ),
    mended: filter(
      ...['# in', ':INPUT DROP [1:2]', '# through', ':FORWARD DROP [3:4]', '# out', ':OUTPUT ACCEPT [5:6]'],
      ...[':FOO - [0:0]', '# end'],
    ),
  },
  {
    title: 'jumps to misspelt and to cut off targets, on faulty lines, and -P: they name no chain to declare',
    damaged: lines('*filter', ':INPUT DROP [1:2] :FORWARD DROP [3:4]', ...doubtful),
    mended: lines('*filter', ':INPUT DROP [1:2]', ':FORWARD DROP [3:4]', ...doubtful),
    refused: true,
  },
  {
    title: 'a text that ends within a rule',
    damaged: `${filter(':INPUT DROP [1:2] :FOO - [7:8]').replace('COMMIT\n', '')}-A INPUT -j OWN_CHA`,
    mended: `${filter(':INPUT DROP [1:2]', ':FOO - [7:8]').replace('COMMIT\n', '')}-A INPUT -j OWN_CHA`,
    refused: true,
  },
  {
    title: 'names that no declaration can give',
    damaged: lines(
      '*filter',
      ':INPUT DROP [1:2] :FORWARD DROP [3:4]',
      ':OUTPUT ACCEPT [5:6]',
      '-A "A B" -j ACCEPT',
      '-A INPUT -j -x',
      'COMMIT',
    ),
    mended: lines(
      '*filter',
      ':INPUT DROP [1:2]',
      ':FORWARD DROP [3:4]',
      ':OUTPUT ACCEPT [5:6]',
      '-A "A B" -j ACCEPT',
      '-A INPUT -j -x',
      'COMMIT',
    ),
    refused: true,
  },
  {
    title: 'the table mangle',
    damaged: lines(
      '*mangle',
      ':PREROUTING ACCEPT [1:2] :INPUT ACCEPT [3:4]',
      ':FORWARD accpt [5:6]',
      ':OUTPT ACCEPT [7:8]',
      ':KUBE-A - [0:0] :KUBE-B - [0:0',
      '-A PREROUTING -j KUBE-A',
      '-A KUBE-A -j KUBE-B',
      'COMMIT',
    ),
    mended: lines(
      '*mangle',
      ':PREROUTING ACCEPT [1:2]',
      ':INPUT ACCEPT [3:4]',
      ':FORWARD ACCEPT [5:6]',
      ':OUTPUT ACCEPT [7:8]',
      ':POSTROUTING ACCEPT [0:0]',
      ':KUBE-A - [0:0]',
      ':KUBE-B - [0:0]',
      '-A PREROUTING -j KUBE-A',
      '-A KUBE-A -j KUBE-B',
      'COMMIT',
    ),
  },
  {
    title: 'the table raw',
    damaged: lines(
      '*raw',
      ':PREROUTING ACCEPT [1:2',
      ':OUTPUT - [3:4]',
      ':cali-PREROUTING - [0:0] :cali-OUTPUT',
      '-A PREROUTING -j cali-PREROUTING',
      '-A OUTPUT -j cali-OUTPUT',
      'COMMIT',
    ),
    mended: lines(
      '*raw',
      ':PREROUTING ACCEPT [1:2]',
      ':OUTPUT - [3:4]',
      ':cali-PREROUTING - [0:0]',
      ':cali-OUTPUT - [0:0]',
      '-A PREROUTING -j cali-PREROUTING',
      '-A OUTPUT -j cali-OUTPUT',
      'COMMIT',
    ),
  },
  {
    title: 'the table security',
    damaged: lines('*security', ':INPUT', ':FORWARD ACEPT [1:2]', '-A INPUT -j ACCEPT', 'COMMIT'),
    mended: lines(
      '*security',
      ':INPUT ACCEPT [0:0]',
      ':FORWARD ACCEPT [1:2]',
      ':OUTPUT ACCEPT [0:0]',
      '-A INPUT -j ACCEPT',
      'COMMIT',
    ),
  },
  {
    title: 'only one of several tables',
    damaged: `# first\n${lines('*raw', ':OUTPUT ACCEPT [3:4]', ':PREROUTING ACCEPT [1:2]', 'COMMIT', '# second')}${filter(':INPUT DROP [1:2] :FORWARD DROP [3:4] :OUTPUT ACCEPT [5:6] :FOO - [7:8]')}${lines('*nat', ':PREROUTING ACCEPT [0:0]', 'COMMIT')}`,
    mended: `# first\n${lines('*raw', ':OUTPUT ACCEPT [3:4]', ':PREROUTING ACCEPT [1:2]', 'COMMIT', '# second')}${whole}${lines('*nat', ':PREROUTING ACCEPT [0:0]', 'COMMIT')}`,
  },
  {
    title: 'a fragment, which gets no built-in chains',
    damaged: lines(
      '*filter',
      ':ufw-a - [0:0] :ufw-b - [0:0',
      '-A ufw-a -j ufw-b',
      '-A ufw-b -j ufw-logging-deny',
      'COMMIT',
    ),
    mended: lines(
      '*filter',
      ':ufw-a - [0:0]',
      ':ufw-b - [0:0]',
      '-A ufw-a -j ufw-b',
      '-A ufw-b -j ufw-logging-deny',
      'COMMIT',
    ),
    refused: true,
  },
  {
    title: 'a fragment by setting, which keeps the built-in chains that it declares',
    damaged: lines('*filter', ':INPUT DROP [1:2] :ufw-a - [0:0]', '-A INPUT -j ufw-a', '-A INPUT -j ufw-b', 'COMMIT'),
    mended: lines('*filter', ':INPUT DROP [1:2]', ':ufw-a - [0:0]', '-A INPUT -j ufw-a', '-A INPUT -j ufw-b', 'COMMIT'),
    fragments: 'always',
    refused: true,
  },
  {
    title: 'a text that ends in its header',
    damaged: '*nat\n:PREROUTING ACCEPT [1:2] :INPUT ACCEPT [3:4]',
    mended: lines('*nat', ':PREROUTING ACCEPT [1:2]', ':INPUT ACCEPT [3:4]'),
    refused: true,
  },
  {
    title: 'Windows line ends, which stay: another fix changes them all',
    damaged:
      '*filter\r\n:INPUT DROP [1:2] :FORWARD DROP [3:4]\r\n:OUTPUT ACCEPT [5:6]\r\n-A INPUT -j ACCEPT\r\nCOMMIT\r\n',
    mended:
      '*filter\r\n:INPUT DROP [1:2]\r\n:FORWARD DROP [3:4]\r\n:OUTPUT ACCEPT [5:6]\r\n-A INPUT -j ACCEPT\r\nCOMMIT\r\n',
    refused: true,
  },
];

export const untouched: Record<string, string> = {
  'a whole header': whole,
  'built-in chains in another order': lines('*filter', ':OUTPUT ACCEPT [5:6]', ':INPUT DROP [1:2]', 'COMMIT'),
  'no header at all, as in a fragment': lines('*nat', '-A PREROUTING -j X', '-A X -j RETURN', 'COMMIT'),
  'a table that does not exist': lines('*nta', ':A - [0:0] :B - [0:0]', 'COMMIT'),
  'an unused chain': lines('*nat', ':OUTPUT ACCEPT [0:0]', ':UNUSED - [0:0]', 'COMMIT'),
  'lines outside every table': lines(':A - [0:0] :B - [0:0]', '*nat', 'COMMIT'),
};
