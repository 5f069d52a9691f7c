/** The main job on the screen of a real VS Code: a damaged dump is marked, explained and mended. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../scripts/set-up.mjs';
import {
  actUntilVisible,
  chooseFromLightBulb,
  eventually,
  goToStart,
  hoverOver,
  lenses,
  openPeek,
  patience,
  problems,
  runCommand,
  squiggledLines,
  writtenBehindLines,
} from './editor';
import { useVsCode } from './vs-code';

const damagedLines = [5, 6, 7, 8, 9];
const lastLine = 29;

const lensTexts = [
  { line: ':PREROUTING ACCEPT', text: 'tcp in → 15006 (Envoy inbound) except 22, 15008, 15020, 15021, 15090' },
  {
    line: '-A ISTIO_INBOUND -p tcp -m tcp --dport 15021',
    text: 'tcp 15021 in: PREROUTING → ISTIO_INBOUND → RETURN → policy ACCEPT · not redirected',
  },
];

describe('a damaged dump on the screen', function () {
  this.timeout(4 * patience);
  const vsCode = useVsCode();

  it('has squiggles on every damaged line and on the missing newline', async () => {
    const { page } = await vsCode.open('istio-damaged.iptables');
    const lines = await errorLines(page, (found) => found.includes(lastLine));
    assert.deepEqual(
      [...damagedLines, lastLine].filter((line) => !lines.includes(line)),
      [],
    );
  });

  it('has rows in the Problems view', async () => {
    const { page } = await vsCode.open('istio-damaged.iptables');
    const has = (rows: string[], line: number) => rows.some((row) => row.includes(`[Ln ${line},`));
    const rows = await eventually(
      () => problems(page),
      (found) => damagedLines.every((line) => has(found, line)),
    );
    for (const line of damagedLines) assert.ok(has(rows, line), `${line}: ${rows}`);
  });

  it('is mended by the light bulb', async () => {
    const { page, save } = await vsCode.open('istio-damaged.iptables');
    await errorLines(page, (found) => found.length > 0);
    await chooseFromLightBulb(page, ':postprocessing', 'accpt', 'Mend the header');
    await errorLines(page, (found) => !found.includes(damagedLines[0] ?? 0));
    await chooseFromLightBulb(page, 'COMMIT', 'COMMIT', 'newline');
    assert.deepEqual(await errorLines(page, (found) => found.length === 0), []);
    const mended = readFileSync(join(root, 'examples/istio-mended.iptables'), 'utf8');
    assert.equal(await save((text) => text === mended), mended);
  });

  it('explains a chain of Istio under the mouse', async () => {
    const { page } = await vsCode.open('istio-damaged.iptables');
    const text = await eventually(
      () => hoverOver(page, '-A ISTIO_IN_REDIRECT', 'ISTIO_IN_REDIRECT'),
      (shown) => /Istio/.test(shown),
    );
    assert.match(text, /Istio/);
    assert.match(text, /15006/);
  });

  it('shows the paths of ports, and the steps of one after a click', async () => {
    const { page } = await vsCode.open('istio-damaged.iptables');
    await goToStart(page);
    const shown = await eventually(
      () => lenses(page),
      (found) => lensTexts.every((wanted) => found.some((lens) => isLens(lens, wanted))),
    );
    for (const wanted of lensTexts)
      assert.ok(
        shown.some((lens) => isLens(lens, wanted)),
        `${JSON.stringify(wanted)} is not among ${JSON.stringify(shown, null, 1)}`,
      );
    const peek = await openPeek(page, 'tcp 15021 in');
    const step = /-A PREROUTING -p tcp -j ISTIO_INBOUND/;
    assert.match(
      await eventually(
        () => peek.innerText(),
        (text) => step.test(text),
      ),
      step,
    );
    await page.keyboard.press('Escape');
    const marks = await eventually(
      () => writtenBehindLines(page),
      (found) => found.length > 1,
    );
    assert.match(marks.join(), /step 2 of/);
  });
});

describe('the commands on the screen', function () {
  this.timeout(4 * patience);
  const vsCode = useVsCode();

  it('change the family that the status bar shows', async () => {
    const { page } = await vsCode.open('istio-damaged.iptables');
    const entry = page.locator('#iptables-lens\\.iptables-lens\\.iptablesLens\\.family');
    await entry.getByText(/^IPv4/).waitFor();
    const choice = page.locator('.quick-input-widget .monaco-list-row', { hasText: 'IPv6' });
    await actUntilVisible(choice, () => entry.click());
    await choice.click();
    await page.locator('.statusbar-item', { hasText: 'IPv6 (chosen by you)' }).waitFor();
  });

  it('show the header mended beside the old one, and mend it when told to', async () => {
    const { page } = await vsCode.open('istio-damaged.iptables');
    await errorLines(page, (found) => found.length > 0);
    await runCommand(page, 'iptables Lens: Mend the Header');
    await page.locator('.monaco-diff-editor .view-line', { hasText: ':POSTROUTING' }).first().waitFor();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'as shown on the right' }).click();
    const lines = await errorLines(page, (found) => found.join() === String(lastLine));
    assert.deepEqual(lines, [lastLine]);
  });

  it('say that a sound header needs no mending', async () => {
    const { page } = await vsCode.open('istio-mended.iptables');
    await runCommand(page, 'iptables Lens: Mend the Header');
    await page.locator('.notification-toast', { hasText: 'nothing to mend' }).waitFor();
  });
});

function errorLines(page: Page, isRight: (lines: number[]) => boolean): Promise<number[]> {
  return eventually(() => squiggledLines(page, 'error'), isRight);
}

function isLens(lens: { text: string; line: string }, wanted: { text: string; line: string }): boolean {
  return lens.text === `${wanted.text} | Trace…` && lens.line.startsWith(wanted.line);
}
