// Hover in scripts: of calls, their words, their chains and their variables.
import { strict as assert } from 'node:assert';
import type { MarkupContent } from 'vscode-languageserver-types';
import { scriptHover } from '../../../server/src/features/script/hover';
import { atCursor } from './at-script';

/** The word that the hover is about, and its blocks, those about options and links left out that dumps have too. */
async function check(marked: string, word: string, ...expected: string[]): Promise<void> {
  const { script, place } = await atCursor(marked);
  const found = scriptHover(script, place);
  assert.ok(found?.range, 'nothing is told');
  const { start, end } = found.range;
  const line = script.text.text.split('\n')[start.line]!;
  assert.equal(line.slice(start.character, start.line === end.line ? end.character : undefined), word);
  const texts = (found.contents as MarkupContent).value.split('\n\n');
  assert.deepEqual(
    expected.filter((text) => !texts.includes(text)),
    [],
    texts.join('\n\n'),
  );
  for (const text of texts) assert.doesNotMatch(text, /[\ue0f0\ue0f1]/);
}

const redirect = `ipt() { iptables -w "$@"; }
PORT=15001
ipt -t nat -N WEB
ipt -t nat -A WEB -p tcp --dport $PORT -j REDIRECT --to-ports $OTHER
iptables -t nat -A OUTPUT -p tcp -j WEB`;

function at(script: string, before: string): string {
  assert.equal(script.split(before).length, 2, before);
  return script.replace(before, () => `<|>${before}`);
}

const cases: [what: string, marked: string, word: string, ...expected: string[]][] = [
  [
    'the program: the rule in words, and where it lands',
    at(redirect, 'iptables -t nat -A OUTPUT'),
    'iptables',
    'In `OUTPUT`, TCP packets are sent through `WEB`. On a fresh machine it becomes rule 1 of `OUTPUT` in table `nat`.',
  ],
  [
    'the command, with the option',
    at(redirect, '-A OUTPUT'),
    '-A',
    'In `OUTPUT`, TCP packets are sent through `WEB`. On a fresh machine it becomes rule 1 of `OUTPUT` in table `nat`.',
    '**`-A, --append`** · command',
  ],
  [
    'the name of a function',
    at(redirect, 'ipt -t nat -A WEB'),
    'ipt',
    'In `WEB`, TCP packets to port 15001 are redirected to port `‹$OTHER›` of this host. On a fresh machine it becomes rule 1 of `WEB` in table `nat`. Called from line 4.',
  ],
  [
    'the program in a function: all that it is called for',
    at(redirect, 'iptables -w'),
    'iptables',
    '- Makes the chain `WEB`. That is in table `nat`. Called from line 3.\n- In `WEB`, TCP packets to port 15001 are redirected to port `‹$OTHER›` of this host. On a fresh machine it becomes rule 1 of `WEB` in table `nat`. Called from line 4.',
  ],
  [
    'both families of a loop',
    'for c in iptables ip6tables; do <|>$c -I INPUT -j DROP; done',
    '$c',
    '- At the top of `INPUT`, all packets are dropped. On a fresh machine it becomes rule 1 of `INPUT` in table `filter`.\n- At the top of `INPUT`, all packets are dropped. On a fresh machine it becomes rule 1 of `INPUT` in table `filter` of ip6tables.',
  ],
  [
    'what hangs on a condition',
    '[ "$1" ] && <|>iptables -A INPUT -j DROP',
    'iptables',
    'In `INPUT`, all packets are dropped. On a fresh machine it becomes rule 1 of `INPUT` in table `filter`, if it runs: that hangs on what is not known here.',
  ],
  ['what fails', 'iptables -N X\n<|>iptables -N X', 'iptables', 'Makes the chain `X`. **It fails here.**'],
  [
    'what is never reached',
    'exit 0\n<|>iptables -A INPUT -j DROP',
    'iptables',
    'In `INPUT`, all packets are dropped. Nothing gets here.',
  ],
  [
    'another machine',
    'ip netns exec blue <|>iptables -P INPUT DROP',
    'iptables',
    'Packets that no rule of `INPUT` decides on are dropped. That is in table `filter` in `netns blue`.',
  ],
  [
    'a table that is not known',
    '<|>iptables -t $T -A INPUT -j DROP',
    'iptables',
    'In `INPUT`, all packets are dropped. Which table that is in is not known here.',
  ],
  [
    'iptables-restore',
    '<|>iptables-restore -n <<EOF\n*nat\nCOMMIT\nEOF',
    'iptables-restore',
    'Loads the text that it is given. With `--noflush` it adds to the tables.',
  ],
  [
    'a chain, as it is in the end, with lines of the script',
    at(redirect, 'WEB -p'),
    'WEB',
    '**`WEB`** · user-defined chain of table `nat`',
    '- This is rule 1 of 1\n- Declared on line 3\n- Its only rule (line 4): `-p tcp --dport 15001 -j REDIRECT --to-ports ‹$OTHER›`\n- Jumped to from `OUTPUT` (line 5)',
  ],
  [
    'a built-in chain of which only rules are set',
    at(redirect, 'OUTPUT'),
    'OUTPUT',
    '- This is rule 1 of 1\n- Not set here: policy `ACCEPT`\n- Its only rule (line 5): `-p tcp -j WEB`',
  ],
  [
    'a chain that is gone in the end',
    'iptables -N X\niptables -A <|>X -j DROP\niptables -F X\niptables -X X',
    'X',
    '**`X`** · user-defined chain of table `filter`',
  ],
  [
    'a chain that nothing makes',
    'iptables -A INPUT -j <|>WHAT',
    'WHAT',
    '- Nothing here makes it: it has to be there already\n- No rules here\n- Jumped to from `INPUT` (line 1)',
  ],
  [
    'the table',
    at(redirect, 'nat -A OUTPUT'),
    'nat',
    '**`*nat`** · table',
    '- 2 rules, 1 user-defined chain\n- Built-in chains: `PREROUTING`, `INPUT`, `OUTPUT`, `POSTROUTING`',
  ],
  ['the lock', at(redirect, '-w'), '-w', '**`-w, --wait`** · parameter'],
  [
    'an option',
    at(redirect, '--dport'),
    '--dport',
    '**`--dport, --destination-port`** · option of match `tcp`',
    '**Here:** port 15001.',
  ],
  [
    'a target',
    at(redirect, 'REDIRECT'),
    'REDIRECT',
    '**`REDIRECT`** · target, ends the way through this table',
    '**Here:** packets are redirected to port `‹not known here›` of this host.',
  ],
  [
    'a variable, and what its value means',
    at(redirect, '$PORT'),
    '$PORT',
    '**`$PORT`** · value here',
    '`15001`.',
    '`--dport`: Matches when the destination port is this port or lies in this range.',
  ],
  [
    'a variable that is not known',
    at(redirect, '$OTHER'),
    '$OTHER',
    '**`$OTHER`** · value here',
    'Not known here: it hangs on the machine, or on how the script is called.',
  ],
  [
    'a default',
    `P=\${P:-80}\niptables -A INPUT -p tcp --dport <|>$P`,
    '$P',
    '`80`, unless something outside of the script sets another.',
  ],
  [
    'the values of a loop',
    'for p in 80 443; do iptables -A INPUT -p tcp --dport "<|>$p" -j DROP; done',
    '$p',
    '`80` and `443`.',
  ],
  ['a variable of several words', "O='-p tcp'\niptables -A INPUT <|>$O -j DROP", '$O', '`-p tcp`.'],
  [
    'a line of a heredoc',
    'iptables-restore <<EOF\n*nat\n<|>-A OUTPUT -j RETURN\nCOMMIT\nEOF',
    '-A',
    'In `OUTPUT`, all packets are left to the policy of `OUTPUT`.',
  ],
];

describe('hover in scripts', () => {
  for (const [what, marked, word, ...expected] of cases) it(`tells of ${what}`, () => check(marked, word, ...expected));

  for (const marked of [
    'ec<|>ho hello',
    '# iptables -A <|>INPUT',
    'PORT=1<|>5001\niptables -A INPUT',
    'iptables -A INPUT -j DROP; <|>echo',
  ])
    it(`is silent in ${JSON.stringify(marked)}`, async () => {
      const { script, place } = await atCursor(marked);
      assert.equal(scriptHover(script, place), undefined);
    });

  it('tells of the first few calls of a function, and counts the others', async () => {
    const calls = Array.from({ length: 20 }, (_, port) => `ipt -A INPUT -p tcp --dport ${port + 1} -j DROP`);
    const { script, place } = await atCursor(['ipt() { iptabl<|>es "$@"; }', ...calls].join('\n'));
    const { value } = scriptHover(script, place)!.contents as MarkupContent;
    assert.equal(value.split('\n').length, 9);
    assert.match(value, /^- In `INPUT`, TCP packets to port 1 .* rule 1 of `INPUT`/);
    assert.match(value, /\n- … and 12 more calls$/);
  });
});
