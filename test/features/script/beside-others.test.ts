// Beside bash-language-server and ShellCheck, which speak of the shell: here nothing is said but of calls of iptables.
// Tried with bash-language-server 5 and ShellCheck 0.9: the two name variables and functions, these features chains.
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnoseScript } from '../../../server/src/diagnostics/script/index';
import type { ReadScript } from '../../../server/src/effect/read-effect';
import { diagnostics } from '../../../server/src/features/diagnostics';
import { placesOf } from '../../../server/src/features/script/at-place';
import { scriptCompletion } from '../../../server/src/features/script/completion';
import { scriptHover } from '../../../server/src/features/script/hover';
import { scriptDefinition, scriptHighlights, scriptReferences } from '../../../server/src/features/script/navigation';
import { scriptSignatureHelp } from '../../../server/src/features/script/signature-help';
import { scriptSymbols } from '../../../server/src/features/script/symbols';
import type { Place } from '../../../server/src/syntax/dump';
import { scriptOf } from './at-script';

/** ShellCheck has something to say of most lines. */
const careless = `#!/bin/sh
unused=1
PORT=$1
cat /etc/hosts | grep $PORT
if [ $PORT == 80 ]; then echo \`date\`; fi
allow() { echo $1; iptables -w -A INPUT -p tcp --dprt $1 -j ACCEPT; }
cd /tmp
allow $PORT
for f in $(ls *.txt); do rm $f; done
`;

const folder = 'test/fixtures/scripts';
const scripts: [name: string, text: string][] = [
  ['a careless script', careless],
  ...readdirSync(folder).map((name): [string, string] => [name, readFileSync(join(folder, name), 'utf8')]),
];

/** The middles of the words that no call of iptables has anything to do with. */
function foreignWords({ starts, calls, transcripts }: ReadScript, text: string): (Place & { at: number })[] {
  const places = [
    ...calls.flatMap(placesOf),
    ...calls.flatMap(({ words }) => words.flatMap(({ pieces }) => pieces.map(({ span }) => span))),
    ...transcripts.flatMap(({ lines }) =>
      lines.flatMap((each) => each?.line.parts.map(({ piece }) => piece.span) ?? []),
    ),
  ];
  const words = text.split('\n').flatMap((content, line) =>
    [...content.matchAll(/[^\s;|&(){}]+/g)].map(({ index, 0: word }) => {
      const column = index + (word.length >> 1);
      return { line, column, at: starts[line]! + column };
    }),
  );
  return words.filter(({ at }) => !places.some(({ start, end }) => start <= at && at <= end));
}

describe('scripts beside other language servers', () => {
  for (const [name, text] of scripts) {
    it(`of ${name} nothing is said outside of calls of iptables`, async () => {
      const script = await scriptOf(text);
      for (const place of foreignWords(script, text)) {
        const where = `line ${place.line + 1}, column ${place.column + 1}`;
        assert.equal(scriptHover(script, place), undefined, where);
        assert.equal(scriptSignatureHelp(script, place), undefined, where);
        const lists = [
          scriptCompletion(script, place).items,
          scriptDefinition(script, name, place),
          scriptReferences(script, name, place, true),
          scriptHighlights(script, place),
        ];
        assert.deepEqual(lists, [[], [], [], []], where);
      }
    });

    it(`of ${name} findings are of calls of iptables, and signed`, async () => {
      const script = await scriptOf(text);
      const foreign = foreignWords(script, text);
      for (const { range, message, source } of diagnostics(name, diagnoseScript(script), undefined)) {
        assert.equal(source, 'iptables Lens');
        const [start, end] = [range.start, range.end].map(({ line, character }) => script.starts[line]! + character);
        assert.ok(!foreign.some(({ at }) => start! <= at && at < end!), message);
      }
    });
  }

  it('the outline has chains alone', async () => {
    assert.deepEqual(
      scriptSymbols(await scriptOf(careless)).map(({ name }) => name),
      ['INPUT'],
    );
  });
});
