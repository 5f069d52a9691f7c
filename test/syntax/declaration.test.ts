// Chain declarations, whole and damaged: what their parts are and where they stand.
import { strict as assert } from 'node:assert';
import { parseDeclarations, readCounters } from '../../server/src/syntax/declaration';
import { type Span, spanText } from '../../server/src/syntax/span';

/** Each declaration as `name policy counters rest`, a missing part as `∅`; `rest` only where there is one. */
function checkDeclarations(text: string, ...expected: string[]): void {
  it(JSON.stringify(text), () => {
    const show = (span: Span | undefined) => (span ? spanText(text, span) : '∅');
    const declarations = parseDeclarations(text, 0);
    const shown = declarations.map(({ name, policy, counters, rest }) =>
      [name, policy, counters]
        .map(show)
        .concat(rest ? [`+ ${show(rest)}`] : [])
        .join(' '),
    );
    assert.deepEqual(shown, expected);
    let end = 0;
    for (const declaration of declarations) {
      assert.equal(text.charAt(declaration.start), ':');
      assert.match(text.slice(end, declaration.start), /^[ \t]*$/, 'only blanks stand between declarations');
      end = declaration.end;
    }
  });
}

describe('chain declarations', () => {
  checkDeclarations(':INPUT ACCEPT [1:2]', 'INPUT ACCEPT [1:2]');
  checkDeclarations(':FOO - [0:0]', 'FOO - [0:0]');
  checkDeclarations(':FOO -', 'FOO - ∅');
  checkDeclarations(':FOO', 'FOO ∅ ∅');
  checkDeclarations(':', '∅ ∅ ∅');
  checkDeclarations(': \t', '∅ ∅ ∅');
  checkDeclarations(': FOO - [0:0]', 'FOO - [0:0]');
  checkDeclarations(':FOO\t-\t[0:0]', 'FOO - [0:0]');
  checkDeclarations(':FOO [0:0]', 'FOO ∅ [0:0]');
  checkDeclarations(':"FOO" - [0:0]', '"FOO" - [0:0]');
  checkDeclarations(':a:b/ü - [0:0]', 'a:b/ü - [0:0]');
  checkDeclarations(':A|B - [0:0]', 'A|B - [0:0]');
  checkDeclarations(':FOO xyz abc', 'FOO xyz abc');
});

describe('unclosed counters', () => {
  checkDeclarations(':FOO - [0:0', 'FOO - [0:0');
  checkDeclarations(':FOO - [', 'FOO - [');
  checkDeclarations(':FOO - [0:0 :BAR - [0:0', 'FOO - [0:0', 'BAR - [0:0');
  checkDeclarations(':FOO - [0:0 junk', 'FOO - [0:0 + junk');
});

describe('blanks in brackets', () => {
  checkDeclarations(':FOO - [0: 0]', 'FOO - [0: 0]');
  checkDeclarations(':FOO - [ 0 : 0 ]', 'FOO - [ 0 : 0 ]');
  checkDeclarations(':FOO - [ 0:0] more', 'FOO - [ 0:0] + more');
});

describe('joined declarations', () => {
  checkDeclarations(':FOO - [0:0] :BAR - [1:2]', 'FOO - [0:0]', 'BAR - [1:2]');
  checkDeclarations(':FOO - [0:0]:BAR - [1:2]', 'FOO - [0:0]', 'BAR - [1:2]');
  checkDeclarations(':A - [0:0] :B - [0:0] :C - [0:0', 'A - [0:0]', 'B - [0:0]', 'C - [0:0');
  checkDeclarations(
    ':postprocessing accpt [152:13538] :istio_inbounds',
    'postprocessing accpt [152:13538]',
    'istio_inbounds ∅ ∅',
  );
  checkDeclarations(':FOO :BAR', 'FOO ∅ ∅', 'BAR ∅ ∅');
  checkDeclarations(':FOO - [0:0] : BAR', 'FOO - [0:0] + : BAR');
  checkDeclarations(':FOO - [0:0] -A FOO -j RETURN', 'FOO - [0:0] + -A FOO -j RETURN');
  checkDeclarations(':FOO - [0:0]\0 :BAR - [0:0]', 'FOO - [0:0]');
});

describe('the numbers of counters', () => {
  const check = (text: string, expected: string | undefined) =>
    it(text, () => {
      const read = readCounters(text);
      assert.equal(read && `${read.packets} ${read.bytes}${read.closed ? '' : ' open'}`, expected);
    });
  check('[1:2]', '1 2');
  check('[1112:66720', '1112 66720 open');
  check('[18446744073709551616:0]', '18446744073709551616 0');
  check('[1;2]', undefined);
  check('[1:2]x', undefined);
  check('[ 1:2]', undefined);
  check('[:]', undefined);
  check('', undefined);
});
