// Whatever stands in a script, and wherever it is cut off: features answer, with ranges and edits at the place that was asked about.
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MarkupContent, Range, TextEdit } from 'vscode-languageserver-types';
import type { ReadScript } from '../../../server/src/effect/read-effect';
import { resolveScriptLens, scriptCodeLenses } from '../../../server/src/features/script/code-lens';
import { scriptCompletion } from '../../../server/src/features/script/completion';
import { scriptHover } from '../../../server/src/features/script/hover';
import { scriptReferences } from '../../../server/src/features/script/navigation';
import { previewOfRuleset } from '../../../server/src/features/script/preview';
import { scriptSymbols } from '../../../server/src/features/script/symbols';
import { scriptOf } from './at-script';

const folder = join(__dirname, '../../fixtures/scripts');
const names = readdirSync(folder).filter((name) => name.endsWith('.sh'));

/** How far apart the columns are that are asked about. */
const stride = 5;

/** A `:` in front of a chain belongs to its name. */
function touches({ start, end }: Range, line: number, column: number): boolean {
  const isBehind = start.line < line || (start.line === line && start.character <= column + 1);
  return isBehind && (end.line > line || (end.line === line && column <= end.character));
}

function checkAt(script: ReadScript, line: number, column: number): void {
  const at = `at ${line + 1}:${column + 1}`;
  const place = { line, column };
  const hover = scriptHover(script, place);
  if (hover) {
    assert.ok(touches(hover.range!, line, column), `hover ${at}`);
    assert.doesNotMatch((hover.contents as MarkupContent).value, /[\ue0f0\ue0f1]|NaN|undefined|lines? [,:)]/, at);
  }
  for (const { textEdit } of scriptCompletion(script, place).items) {
    const { range, newText } = textEdit as TextEdit;
    assert.ok(touches(range, line, column) && range.start.line === range.end.line, `${newText} ${at}`);
  }
  for (const { range } of scriptReferences(script, 'file:///x', place, true))
    assert.ok(range.end.line >= range.start.line);
}

function checkWhole(script: ReadScript): void {
  const count = script.starts.length;
  for (const ruleset of script.effect.rulesets()) {
    const { text, lines } = previewOfRuleset(script, ruleset);
    assert.equal(text.split('\n').length - 1, lines.length);
    assert.ok(lines.every((line) => line === undefined || line < count));
  }
  for (const lens of scriptCodeLenses(script)) {
    assert.ok(lens.line < count);
    assert.ok(resolveScriptLens(script, lens));
  }
  for (const { range } of scriptSymbols(script)) assert.ok(range.end.line < count);
}

describe('features of scripts', () => {
  assert.ok(names.length > 10);
  for (const name of names)
    it(`answer everywhere in ${name}`, async () => {
      const text = readFileSync(join(folder, name), 'utf8');
      const script = await scriptOf(text);
      checkWhole(script);
      for (const [line, { length }] of text.split('\n').entries())
        for (let column = 0; column <= length; column += stride) checkAt(script, line, column);
    }).timeout(20_000);

  it('answer at the end of a script that is cut off', async () => {
    const text = readFileSync(join(folder, 'istio-init.sh'), 'utf8');
    for (let end = 0; end < text.length; end += 31) {
      const script = await scriptOf(text.slice(0, end));
      const line = script.starts.length - 1;
      checkAt(script, line, end - script.starts[line]!);
      checkWhole(script);
    }
  }).timeout(60_000);
});
