// Completion in scripts: what is offered at a cursor, what is not, and the script that an accepted item makes.
import { strict as assert } from 'node:assert';
import type { CompletionItem, MarkupContent, TextEdit } from 'vscode-languageserver-types';
import { resolveScriptCompletion, scriptCompletion } from '../../../server/src/features/script/completion';
import { atCursor } from './at-script';

async function itemsAt(marked: string): Promise<CompletionItem[]> {
  const { script, place } = await atCursor(marked);
  return scriptCompletion(script, place, { snippets: false }).items;
}

/** The script after an item was accepted. */
async function accepted(marked: string, label: string): Promise<string> {
  const { script } = await atCursor(marked);
  const item = (await itemsAt(marked)).find((each) => each.label === label);
  assert.ok(item, `${label} is not offered`);
  const { range, newText } = item.textEdit as TextEdit;
  const at = ({ line, character }: TextEdit['range']['start']) => script.starts[line]! + character;
  return script.text.text.slice(0, at(range.start)) + newText + script.text.text.slice(at(range.end));
}

const wrapper = 'ipt() { iptables -w "$@"; }\n';

const offers: [marked: string, has: string[], not: string[]][] = [
  ['iptables <|>', ['-A', '-N', '-P', '-t', '-C', '-R', '-E', '-Z', '-L', '-S', '-w'], ['COMMIT', ':NAME', '*filter']],
  ['iptables -<|>', ['-A', '-t'], ['COMMIT']],
  ['iptables --<|>', ['--append', '--check', '--rename-chain', '--table', '--wait'], ['-t', '-w', '-C']],
  ['iptables -w <|>', ['-A', '-C'], ['-w']],
  ['iptables -A INPUT -p tcp <|>', ['-t', '-w'], ['-C', '-E', '-L']],
  ['iptables -N WEB\niptables -E <|>', ['WEB'], ['INPUT', '-m']],
  ['iptables -L <|>', ['INPUT'], ['-m']],
  ['iptables-restore <<EOF\n*nat\n<|>\nCOMMIT\nEOF', ['-A'], ['-C', '-w', '-L']],
  ['iptables -t <|>', ['filter', 'nat', 'raw'], ['-A']],
  ['iptables -t <|> -A INPUT', ['filter', 'nat', 'raw'], ['-A']],
  ['iptables -t nat <|>', ['-A', '-N'], ['-t']],
  ['iptables -t nat -A <|>', ['PREROUTING', 'OUTPUT'], ['FORWARD']],
  ['iptables -A <|>', ['INPUT', 'FORWARD'], ['PREROUTING']],
  ['iptables -N WEB\niptables -A INPUT -j <|>', ['ACCEPT', 'WEB'], ['REDIRECT']],
  ['iptables -t nat -N WEB\niptables -A INPUT -j <|>', ['ACCEPT'], ['WEB']],
  ['iptables -A INPUT -j <|>\niptables -N LATER', ['LATER'], []],
  ['iptables -t nat -A OUTPUT -p tcp -j <|>; echo', ['REDIRECT', 'DNAT'], ['TPROXY']],
  ['iptables -A INPUT -p tcp <|>', ['--dport', '-j'], ['--icmp-type']],
  ['iptables -A INPUT -s $NET -p udp <|> -j DROP', ['--dport'], ['--syn']],
  ['iptables -A INPUT -p tcp \\\n  --dport 80 \\\n  <|>', ['-j', '--sport'], ['--dport']],
  ['if iptables -C INPUT -j <|>; then :; fi', ['ACCEPT'], []],
  [`${wrapper}ipt <|>`, ['-A'], ['COMMIT']],
  [`${wrapper}ipt -t nat -A PREROUTING -p tcp -j REDIRECT <|>\n`, ['--to-ports'], ['--to-destination']],
  ['for c in iptables ip6tables; do $c -A INPUT -j <|>; done', ['DROP'], []],
  ['iptables -P INPUT <|>', ['ACCEPT', 'DROP'], []],
  ['iptables-restore <<EOF\n*nat\n<|>\nCOMMIT\nEOF', ['-A', 'COMMIT', ':PREROUTING'], ['-t', '*nat']],
  ['iptables-restore <<EOF\n*nat\n-A PRER<|>\nCOMMIT\nEOF', ['PREROUTING'], []],
];

const silent = [
  'echo <|>',
  'echo hello; <|>',
  'iptables -A INPUT\n<|>',
  'iptables -A INPUT -j DROP;<|>',
  'iptables -A INPUT -j DROP # <|>',
  'iptables -A INPUT -s $NE<|>',
  'iptables -A INPUT -s "<|>"',
  'iptables -A INPUT -m comment --comment "a b<|> c" -j DROP',
  'iptables -t $T -A <|>',
  'ipt<|>ables -A INPUT',
  'iptables-restore <<EOF\n*nat\nCOMMIT\nEOF\n<|>',
];

const acceptances: [marked: string, label: string, made: string][] = [
  [
    'iptables-restore <<EOF\n*nat\n<|>\nCOMMIT\nEOF',
    ':OUTPUT',
    'iptables-restore <<EOF\n*nat\n:OUTPUT ACCEPT [0:0]\nCOMMIT\nEOF',
  ],
  ['iptables -A INPUT -j <|>', 'DROP', 'iptables -A INPUT -j DROP'],
  ['iptables -A INPUT -j D<|>; echo', 'DROP', 'iptables -A INPUT -j DROP; echo'],
  ['iptables -t n<|>at -L', 'mangle', 'iptables -t mangle -L'],
  ['iptables -t <|>', 'nat', 'iptables -t nat'],
  ['iptables -t nat <|>', '-C', 'iptables -t nat -C'],
  ['iptables <|>', '-w', 'iptables -w'],
  ['iptables -w -A INPUT -p tcp --dp<|>ort 80 -j DROP', '--sport', 'iptables -w -A INPUT -p tcp --sport 80 -j DROP'],
  [
    'iptables -A INPUT -s $NET -p tcp \\\n  <|>\necho',
    '--dport',
    'iptables -A INPUT -s $NET -p tcp \\\n  --dport\necho',
  ],
  [`${wrapper}ipt -A INPUT -j <|>\n`, 'DROP', `${wrapper}ipt -A INPUT -j DROP\n`],
  [
    'iptables-restore <<EOF\n*nat\n-A OUTPUT -j RET<|>\nCOMMIT\nEOF',
    'RETURN',
    'iptables-restore <<EOF\n*nat\n-A OUTPUT -j RETURN\nCOMMIT\nEOF',
  ],
];

describe('completion in scripts', () => {
  for (const [marked, has, not] of offers)
    it(`offers at ${JSON.stringify(marked)}`, async () => {
      const labels = (await itemsAt(marked)).map(({ label }) => label);
      for (const label of has) assert.ok(labels.includes(label), `${label} is missing among ${labels.join(' ')}`);
      for (const label of not) assert.ok(!labels.includes(label), `${label} is offered`);
    });

  for (const marked of silent)
    it(`is silent at ${JSON.stringify(marked)}`, async () => assert.deepEqual(await itemsAt(marked), []));

  for (const [marked, label, made] of acceptances)
    it(`writes ${label} at ${JSON.stringify(marked)}`, async () =>
      assert.equal((await accepted(marked, label)).trimEnd(), made.trimEnd()));

  it('explains a chain when it is looked at', async () => {
    const marked = 'iptables -N WEB\niptables -A INPUT -j <|>';
    const { script } = await atCursor(marked);
    const item = (await itemsAt(marked)).find(({ label }) => label === 'WEB')!;
    const { value } = resolveScriptCompletion(script, item).documentation as MarkupContent;
    assert.match(value, /user-defined chain of table `filter`[\s\S]*Declared on line 1/);
  });
});
