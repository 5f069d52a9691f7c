// Completion: a dump with a cursor, the labels that must and must not be offered, and the line that an accepted item makes.
import { strict as assert } from 'node:assert';
import type { CompletionItem, TextEdit } from 'vscode-languageserver-types';
import type { Backend } from '../../server/src/diagnostics/backend';
import { type CompletionOptions, completion, resolveCompletion } from '../../server/src/features/completion';
import type { Family } from '../../server/src/ruleset/tables';
import { atCursor, tableOf } from './cursor';

const head = [':INPUT ACCEPT [0:0]', ':FORWARD ACCEPT [0:0]', ':OUTPUT ACCEPT [0:0]', ':WEB - [0:0]', ':LOGS - [0:0]'];

/** A filter table with a line in its middle. */
const filter = (line: string) =>
  tableOf('filter', ...head, '-A WEB -i eth7 -p tcp -m tcp --dport 8443 -j LOGS', line, '-A INPUT -j WEB');
const nat = (line: string) =>
  tableOf('nat', ':PREROUTING ACCEPT [0:0]', ':POSTROUTING ACCEPT [0:0]', ':IN - [0:0]', line, '-A IN -j REDIRECT');

interface Case {
  at: string;
  has?: string[];
  not?: string[];
  family?: Family;
  backend?: Backend;
}

function itemsAt(marked: string, family?: Family, options?: CompletionOptions): CompletionItem[] {
  const { ruleset, line, column } = atCursor(marked, family);
  const { items } = completion(ruleset, line, column, options);
  return items.sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1));
}

/** The line of the cursor after an item was accepted. */
function accepted(marked: string, label: string, options?: CompletionOptions): string {
  const { ruleset, line } = atCursor(marked);
  const item = itemsAt(marked, 'ipv4', options).find((each) => each.label === label);
  assert.ok(item, `${label} is not offered`);
  const { range, newText } = item.textEdit as TextEdit;
  const { text } = ruleset.document.dump.lines[line]!;
  return text.slice(0, range.start.character) + newText + text.slice(range.end.character);
}

function check({ at, has = [], not = [], family, backend = 'both' }: Case): void {
  const labels = itemsAt(at, family, { snippets: true, backend }).map(({ label }) => label);
  for (const label of has) assert.ok(labels.includes(label), `${label} is missing among ${labels.join(' ')}`);
  for (const label of not) assert.ok(!labels.includes(label), `${label} is offered`);
}

const groups: Record<string, Case[]> = {
  'the beginning of a line': [
    { at: '<|>', has: ['*filter', '*nat', '*security'], not: ['COMMIT', '-A'] },
    { at: '*n<|>', has: ['*nat'] },
    { at: filter('<|>'), has: ['-A WEB', '-A', '-I', 'COMMIT', ':NAME'], not: ['*nat', '-L', ':INPUT'] },
    { at: filter('-<|>'), has: ['-A WEB', '-A', '-N'], not: ['COMMIT', '-E'] },
    { at: filter('--<|>'), has: ['--append'], not: ['-A'] },
    {
      at: '*nat\n:INPUT ACCEPT [0:0]\n:<|>\n-A MINE -j ACCEPT\nCOMMIT\n',
      has: [':OUTPUT', ':MINE', ':NAME'],
      not: [':INPUT', ':FORWARD'],
    },
    { at: '*filter\n:INPUT <|>\nCOMMIT\n', has: ['ACCEPT', 'DROP'], not: ['-'] },
    { at: '*filter\n:MINE <|>\nCOMMIT\n', has: ['-'], not: ['ACCEPT'] },
    { at: '*filter\n:INPUT ACCEPT [0:0]\nCOM<|>\n', has: ['COMMIT'] },
    { at: 'COMMIT\n# <|>', not: ['*nat'] },
  ],
  chains: [
    { at: filter('-A <|>'), has: ['INPUT', 'OUTPUT', 'WEB', 'LOGS'], not: ['PREROUTING', 'ACCEPT'] },
    { at: filter('-A <|> -j WEB'), has: ['INPUT'], not: ['WEB'] },
    { at: filter('-A <|> -i eth0 -j ACCEPT'), has: ['INPUT', 'WEB'], not: ['OUTPUT'] },
    { at: filter('-P <|>'), has: ['INPUT'], not: ['WEB'] },
    { at: filter('-X <|>'), not: ['INPUT', 'WEB', 'LOGS'] },
    { at: filter('-A WEB -j <|>'), has: ['LOGS', 'ACCEPT'], not: ['WEB', 'INPUT'] },
    { at: filter('-A LOGS -g <|>'), not: ['WEB', 'LOGS', 'ACCEPT'] },
    { at: nat('-A PREROUTING -j <|>'), has: ['IN', 'DNAT', 'REDIRECT'], not: ['SNAT', 'REJECT', 'DROP', 'MASQUERADE'] },
    { at: nat('-A POSTROUTING -j <|>'), has: ['SNAT', 'MASQUERADE'], not: ['IN', 'DNAT', 'REDIRECT'] },
    { at: tableOf('filter', ...head, '-A INPUT -j <|>', ':LATE - [0:0]'), has: ['WEB'], not: ['LATE'] },
  ],
  modules: [
    { at: filter('-A INPUT -m <|>'), has: ['conntrack', 'comment', 'state'], not: ['icmp6', 'tcp', 'eui64', 'hl'] },
    { at: filter('-A INPUT -m <|>'), has: ['hl', 'frag'], not: ['ttl', 'icmp'], family: 'ipv6' },
    { at: filter('-A INPUT -p tcp -m <|>'), has: ['tcp', 'multiport'], not: ['udp'] },
    { at: filter('-A INPUT -m mark -m <|>'), has: ['conntrack'], not: ['mark'] },
    { at: filter('-A INPUT -m mark --mark 1 -m <|>'), has: ['conntrack', 'mark'] },
    { at: filter('-A OUTPUT -m <|>'), has: ['owner'] },
    { at: filter('-A INPUT -m <|>'), not: ['owner'] },
    { at: filter('-A INPUT -m con<|> --ctstate NEW'), has: ['conntrack'], not: ['mark'] },
    {
      at: filter('-A INPUT -j <|>'),
      has: ['ACCEPT', 'REJECT', 'LOG'],
      not: ['DNAT', 'CT', 'standard', 'ULOG', 'TPROXY', 'QUEUE'],
    },
    { at: filter('-A INPUT -j <|>'), has: ['QUEUE', 'ACCEPT'], backend: 'legacy' },
    { at: filter('-A INPUT -j <|>'), has: ['ACCEPT'], not: ['QUEUE'], backend: 'nf_tables' },
  ],
  options: [
    { at: filter('-A INPUT <|>'), has: ['-p', '-s', '-m', '-j', '-i', '!'], not: ['-o', '--dport', '-A', '--source'] },
    { at: filter('-A INPUT --<|>'), has: ['--source', '--src', '--jump'], not: ['-s'] },
    { at: filter('-A INPUT -p tcp <|>'), has: ['--dport', '--syn', '--tcp-flags'], not: ['-p', '--icmp-type'] },
    { at: filter('-A INPUT -p tcp <|> --dport 80'), has: ['--sport'], not: ['--dport'] },
    { at: filter('-A INPUT -p tcp --<|>dport 80'), has: ['--dport', '--sport'], not: ['--syn', '--tcp-flags'] },
    { at: filter('-A INPUT -p tcp --syn <|>'), has: ['--dport'], not: ['--syn', '--tcp-flags'] },
    { at: filter('-A INPUT -p udp --d<|>'), has: ['--dport', '--destination-port'], not: ['--syn'] },
    { at: filter('-A INPUT -m conntrack <|>'), has: ['--ctstate', '--ctdir'] },
    { at: filter('-A INPUT -m conntrack ! <|>'), has: ['--ctstate', '-s'], not: ['--ctdir', '-j', '-m', '!'] },
    { at: filter('-A INPUT -m conntrack !<|>'), has: ['! --ctstate', '! -s'], not: ['! --ctdir', '! -j'] },
    { at: filter('-A INPUT -p tcp -m multiport <|>'), has: ['--dports', '--ports'], not: ['--dport'] },
    { at: filter('-A INPUT -j REJECT <|>'), has: ['--reject-with'], not: ['-j', '-g'] },
    { at: filter('-A INPUT -j ACCEPT <|>'), has: ['-s'], not: ['-g'] },
    { at: filter('-A INPUT -p 58 <|>'), has: ['--icmpv6-type'], family: 'ipv6' },
    { at: filter('-A INPUT <|>'), has: ['-f'] },
    { at: filter('-A INPUT <|>'), has: ['-s'], not: ['-f'], family: 'ipv6' },
    { at: filter('-A INPUT -m comment --comment "a <|> b"'), not: ['-j', '-s', '--comment'] },
  ],
  values: [
    { at: filter('-A INPUT -m conntrack --ctstate <|>'), has: ['NEW', 'ESTABLISHED', 'DNAT'], not: ['-j'] },
    { at: filter('-A INPUT -m conntrack --ctstate NEW,<|>'), has: ['RELATED'], not: ['NEW'] },
    { at: filter('-A INPUT -m conntrack --ctstate=<|>'), has: ['NEW'] },
    {
      at: filter('-A INPUT -p tcp --dport <|>'),
      has: ['80', '443', '15001', '8443', '3306', '5432', '6379', '8080', '9090', '27017', '2379', '10250'],
      not: ['53x', '123'],
    },
    { at: filter('-A INPUT -p udp --dport <|>'), has: ['53', '123'], not: ['80', '15001'] },
    { at: filter('-A INPUT -p <|>'), has: ['tcp', 'udp', 'icmp'], not: ['ipv6-icmp'] },
    { at: filter('-A INPUT -p <|> -m tcp --dport 1'), has: ['tcp'], not: ['udp'] },
    { at: filter('-A INPUT -i <|>'), has: ['lo', 'eth7'] },
    { at: filter('-A INPUT -p tcp -j REJECT --reject-with <|>'), has: ['tcp-reset', 'icmp-port-unreachable'] },
    {
      at: filter('-A INPUT -p udp -j REJECT --reject-with <|>'),
      has: ['icmp-port-unreachable'],
      not: ['tcp-reset', 'icmp6-no-route'],
    },
    { at: filter('-A INPUT -m policy --dir in --pol ipsec --proto <|>'), has: ['esp', 'ipcomp'], not: ['tcp'] },
    { at: filter('-A INPUT -m policy --dir <|>'), has: ['in'], not: ['out'] },
    { at: filter('-A INPUT -p icmp --icmp-type <|>'), has: ['echo-request', 'any'] },
    { at: filter('-A INPUT -p tcp --tcp-flags SYN,<|>'), has: ['ACK', 'FIN'], not: ['SYN'] },
    { at: filter('-A INPUT -m time --weekdays Mon,<|>'), has: ['Tue'], not: ['Mon'] },
    { at: filter('-A INPUT -j LOG --log-level <|>'), has: ['warning', 'info'] },
    { at: filter('-A INPUT -m mark --mark <|>'), has: ['0x539', '0x4000/0x4000'] },
    { at: filter('-A OUTPUT -m owner --uid-owner <|>'), has: ['1337', '0'] },
    { at: filter('-A INPUT -m limit --limit 7<|>'), has: ['7/second', '7/minute'] },
    { at: filter('-P INPUT <|>'), has: ['ACCEPT', 'DROP'] },
  ],
};

const edits: [at: string, label: string, line: string, options?: CompletionOptions][] = [
  [filter('-A INPUT -p tcp --dp<|> -j ACCEPT'), '--dport', '-A INPUT -p tcp --dport ${1:port} -j ACCEPT'],
  [filter('-A INPUT -p tcp --s<|>port 80'), '--dport', '-A INPUT -p tcp --dport 80'],
  [filter('-A INPUT -p tcp --dp<|>'), '--dport', '-A INPUT -p tcp --dport', { snippets: false }],
  [filter('-A INPUT -p tcp --tc<|>'), '--tcp-flags', '-A INPUT -p tcp --tcp-flags ${1:mask} ${2:set}'],
  [filter('-A INPUT -m conntrack --ctd<|>'), '--ctdir', '-A INPUT -m conntrack --ctdir ${1|ORIGINAL,REPLY|}'],
  [
    filter('-A INPUT -m conntrack --ctstate N<|>EW,RELATED'),
    'INVALID',
    '-A INPUT -m conntrack --ctstate INVALID,RELATED',
  ],
  [filter('-A INPUT -m conntrack --ctstate=<|>'), 'NEW', '-A INPUT -m conntrack --ctstate=NEW'],
  [filter('-A INPUT -m com<|>'), 'comment', '-A INPUT -m comment --comment "${1:text}"'],
  [filter('-A INPUT -m com<|>'), 'comment', '-A INPUT -m comment --comment', { snippets: false }],
  [filter('-A INPUT -m com<|> --comment x'), 'comment', '-A INPUT -m comment --comment x'],
  [filter('-A INPUT -<|>'), '-m', '-A INPUT -m ${1:match}'],
  [filter('-A INPUT -<|>'), '-m', '-A INPUT -m $1', { snippets: true, suggestCommand: 'again' }],
  [filter('-A INPUT !<|>'), '! -s', '-A INPUT ! -s ${1:address}'],
  [filter('-A IN<|>WARD -j ACCEPT'), 'INPUT', '-A INPUT -j ACCEPT'],
  [filter('<|>'), '-A WEB', '-A WEB '],
  [filter('COM<|>'), 'COMMIT', 'COMMIT'],
  ['*na<|>', '*nat', '*nat'],
  ['*nat\n:IN<|>\nCOMMIT\n', ':INPUT', ':INPUT ACCEPT [0:0]'],
  ['*nat\n:IN<|> ACCEPT [1:2]\nCOMMIT\n', ':INPUT', ':INPUT ACCEPT [1:2]'],
  ['*nat\n:INPUT A<|> [1:2]\nCOMMIT\n', 'ACCEPT', ':INPUT ACCEPT [1:2]'],
];

const orders: { at: string; first: string[] }[] = [
  { at: filter('<|>'), first: ['-A WEB'] },
  { at: filter('-A <|>'), first: ['WEB'] },
  { at: filter('-A INPUT -p tcp <|>'), first: ['--sport', '--dport', '--syn'] },
  { at: filter('-A INPUT -m conntrack <|>'), first: ['--ctstate'] },
  { at: filter('-A INPUT -p tcp -m conntrack <|>'), first: ['--ctstate'] },
  { at: filter('-A INPUT -m conntrack --ctstate <|>'), first: ['NEW', 'ESTABLISHED', 'RELATED', 'INVALID'] },
  { at: filter('-A INPUT -m <|>'), first: ['conntrack', 'comment'] },
  { at: filter('-A INPUT -p tcp -m <|>'), first: ['tcp', 'conntrack', 'multiport'] },
  { at: filter('-A INPUT -j <|>'), first: ['ACCEPT', 'DROP', 'RETURN', 'REJECT', 'LOG', 'MARK', 'WEB'] },
  { at: nat('-A POSTROUTING -j <|>'), first: ['ACCEPT', 'RETURN', 'LOG', 'SNAT', 'MASQUERADE'] },
  { at: filter('-A INPUT -p tcp --dport <|>'), first: ['8443'] },
  {
    at: filter('-A INPUT -p udp -j REJECT --reject-with <|>'),
    first: ['icmp-port-unreachable', 'icmp-net-unreachable'],
  },
];

const documented: [at: string, label: string, explained: RegExp][] = [
  [filter('-A INPUT -p <|>'), 'tcp', /^Connections: .*number is 6/s],
  [filter('-A INPUT -p <|>'), 'icmp', /^Ping/],
  [filter('-A INPUT -i <|>'), 'lo', /^Loopback interface/],
  [filter('-A INPUT -p tcp --tcp-flags <|>'), 'SYN', /^Opens a connection/],
  [filter('-A INPUT -p tcp --tcp-flags SYN,ACK <|>'), 'NONE', /^No flag/],
  [filter('-A INPUT -m set --match-set known <|>'), 'src', /^The source .* is looked up/],
  [filter('-A INPUT -m time --weekdays <|>'), 'Mon', /^On Mondays/],
  [filter('-P INPUT <|>'), 'DROP', /is dropped/],
  [filter('-A INPUT -p tcp --dport <|>'), '3306', /MySQL and MariaDB/],
];

function textOf({ documentation }: CompletionItem): string {
  return (documentation as { value: string } | undefined)?.value ?? '';
}

describe('completion', () => {
  for (const [name, cases] of Object.entries(groups)) {
    describe(`of ${name}`, () => {
      for (const each of cases) {
        const line = each.at.split('\n').find((text) => text.includes('<|>'))!;
        it([line, each.family, each.backend].filter(Boolean).join(' in '), () => check(each));
      }
    });
  }

  it('replaces the whole word, with placeholders where the client knows them', () => {
    for (const [at, label, line, options] of edits) assert.equal(accepted(at, label, options), line);
  });

  it('puts what is likely first, and what is deprecated last with its tag', () => {
    for (const { at, first } of orders) {
      const labels = itemsAt(at).map(({ label }) => label);
      assert.deepEqual(labels.slice(0, first.length), first, at);
    }
    const last = itemsAt(filter('-A INPUT -m <|>')).at(-1)!;
    assert.deepEqual([last.label, last.tags], ['state', [1]]);
  });

  it('finds ports by the names of their services', () => {
    const https = itemsAt(filter('-A INPUT -p tcp --dport <|>')).find(({ label }) => label === '443')!;
    assert.match(https.filterText!, /HTTPS/);
  });

  for (const [at, label, explained] of documented) {
    it(`documents ${label} in ${at.split('\n').find((line) => line.includes('<|>'))}`, () => {
      const item = itemsAt(at).find((each) => each.label === label);
      assert.ok(item, `${label} is not offered`);
      assert.match(textOf(item), explained);
    });
  }

  it('documents options and modules at once, chains when asked', () => {
    const option = itemsAt(filter('-A INPUT -m conntrack <|>'))[0]!;
    assert.match(textOf(option), /`--ctstate .*Values: `NEW`.*iptables-extensions\.8\.html/s);
    const { ruleset, line, column } = atCursor(filter('-A INPUT -j <|>'));
    const chain = completion(ruleset, line, column).items.find(({ label }) => label === 'WEB')!;
    assert.equal(textOf(chain), '');
    assert.match(textOf(resolveCompletion(ruleset, chain)), /Jumped to from `INPUT`/);
  });

  it('offers some of very many chains, and the others as letters are typed', () => {
    const chains = Array.from({ length: 5_000 }, (_, i) => `:KUBE-SEP-${i} - [0:0]`);
    const at = (typed: string) => atCursor(tableOf('filter', ...head, ...chains, `-A INPUT -j ${typed}<|>`));
    const asked = (typed: string) => {
      const { ruleset, line, column } = at(typed);
      return completion(ruleset, line, column);
    };
    const all = asked('');
    assert.ok(all.isIncomplete && all.items.length < 400);
    const some = asked('sep-4321');
    assert.ok(!some.isIncomplete && some.items.some(({ label }) => label === 'KUBE-SEP-4321'));
  });

  it('says nothing of places that do not exist', () => {
    const { ruleset } = atCursor('<|>');
    assert.deepEqual(completion(ruleset, 9, 0).items, []);
  });
});
