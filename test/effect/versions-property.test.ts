// What is read of a script while it is edited, compared with what is read of each version as if it had just been opened.
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asService, firewallScript } from '../../scripts/bench/firewall-script';
import { diagnoseScript } from '../../server/src/diagnostics/script/index';
import { effectReader, type ReadScript, readEffect } from '../../server/src/effect/read-effect';
import type { Call } from '../../server/src/effect/tables';
import { type MappedText, scriptPlace } from '../../server/src/shell/mapped-text';
import { placeAt } from '../../server/src/syntax/line-starts';
import type { Span } from '../../server/src/syntax/span';
import { below, randomFrom } from '../support/random';
import { contentOf } from '../support/ruleset-content';
import { edited } from '../support/script-edits';
import { shellParser } from '../support/shell-steps';

const folder = join(__dirname, '../fixtures/scripts');

/** Everything that is told of a script, with places as lines and columns. */
function told(script: ReadScript): unknown {
  const { effect, transcripts, starts, calls } = script;
  const place = ({ start, end }: Span) => [placeAt(starts, start), placeAt(starts, Math.max(start, end - 1))];
  const call = (each: Call | undefined) =>
    each && [each.kind, each.certain, each.onFailure, each.quiet, place(each.span)];
  const line = (each: MappedText | undefined) =>
    each && [each.text, each.text.length > 0 && place(scriptPlace(each, 0, each.text.length))];
  return {
    findings: diagnoseScript(script).map((finding) => ({ ...finding, call: undefined })),
    complete: effect.complete,
    calls: calls.map((each) => [call(each), each.words.map((word) => place(word.span))]),
    rulesets: effect
      .rulesets()
      .map(({ lines }) => lines.map((each) => [each.text, each.certain, call(each.call), line(each.source)])),
    commands: effect
      .commands()
      .map((each) => [call(each.call), line(each.line), each.succeeds, each.lands, each.certain]),
    transcripts: transcripts.map(({ ruleset, lines }) => [
      contentOf(ruleset),
      lines.map((each) => each && [call(each.call), line(each.line)]),
    ]),
  };
}

const scripts = readdirSync(folder)
  .filter((name) => name.endsWith('.sh'))
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

const long = firewallScript(300);

/** A function that a long one defines, and versions of the script in which another line of that changes, and then its calls. */
const inner = (address: string, calls: string) => `f() {
${Array.from({ length: 12 }, (_, index) => `  iptables -A INPUT -s 10.0.0.${index} -j DROP`).join('\n')}
  iptables -A OUTPUT -d ${address} -j DROP
  inner() { iptables -A FORWARD -s "$1" -j DROP; }
}
${calls}
inner 192.0.2.1
`;

/** Functions that differ by the way that the script goes, in it and in a function of many statements. */
const eitherWay = `if nft list tables; then
  add() { iptables-nft -w "$@"; }
else
  add() { iptables-legacy -w "$@"; }
fi
[ -x /usr/bin/note ] && note() { add -A INPUT -m comment --comment "$1"; }
add -N X
allow() {
${Array.from({ length: 12 }, (_, index) => `  add -A X -s 10.0.0.${index} -j "$1"`).join('\n')}
  note later
}
allow ACCEPT
note first
[ "$QUICK" ] && add() { iptables "$@"; }
if [ "$FIRST" ]; then VERB=-I; else VERB=-A; fi
add $VERB INPUT -j X
allow DROP
`;

/** Aliases, other names of variables, and functions that are taken away. */
const otherNames = `#!/bin/bash
shopt -s expand_aliases lastpipe
alias ipt='iptables -w' nat='ipt -t nat'
LAN=eth0
all() {
  local -n list=$1
${Array.from({ length: 12 }, (_, index) => `  ipt -A INPUT -s 10.0.0.${index} -i "$LAN" -j "\${list[${index % 2}]}"`).join('\n')}
  list[0]=REJECT
}
targets=(DROP ACCEPT)
declare -n wan=LAN
all targets
wan=eth1
nat -A POSTROUTING -o "$LAN" -j MASQUERADE
unset -f all
unalias nat
all targets
echo "\${targets[0]}" | read -r target
ipt -A FORWARD -j "$target"
nat -A POSTROUTING -j MASQUERADE
`;

describe('a script that is edited', () => {
  it('keeps functions that are defined in others', async () => {
    const parser = await shellParser();
    const read = effectReader(parser);
    for (const text of [
      inner('192.0.2.7', 'f'),
      inner('192.0.2.8', 'f'),
      inner('192.0.2.8', 'f; if [ "$X" ]; then f; fi'),
      inner('192.0.2.8', 'f; case $X in a) f;; esac'),
    ])
      assert.deepEqual(told(read(text)), told(readEffect(text, parser)), text);
  });

  for (const [seed, { name, text: original }] of [
    ...scripts,
    ...scripts.map(({ name, text }) => ({ name: `${name} as a service`, text: asService(text) })),
    { name: 'with functions that differ', text: eitherWay },
    { name: 'with other names', text: otherNames },
    { name: 'a long one', text: long },
    { name: 'a long one with faults', text: long.replace(/(--dport \d*)5 /g, '$1x ') },
    { name: 'a long one as a service', text: asService(long) },
    { name: 'a long one in a loop', text: `for WAN in eth0 eth1; do\n${long}\ndone\n` },
  ].entries())
    it(`is read as if it were opened anew: ${name}`, async () => {
      const parser = await shellParser();
      const random = randomFrom(seed);
      const read = effectReader(parser);
      let text = original;
      for (let edit = 0; edit < 30; edit++) {
        const now = told(read(text));
        assert.deepEqual(now, told(readEffect(text, parser)), `after edit ${edit}`);
        // Most edits are taken back, as somebody does who sees what became of it.
        text = below(random, 3) > 0 && edit % 2 > 0 ? original : edited(random, text);
      }
    });
});
