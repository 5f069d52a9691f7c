/** What a user sees while typing: the list of suggestions with its explanations, the signature, the line itself. */

import type { Page } from 'playwright-core';
import { eventually, type PageElement } from './editor';

/** Between two keys, as a quick typist has it. */
const delay = 30;

/** Longer than a list takes to open. */
const patience = 400;

/** Begins an empty line behind the line with this number. */
export async function openLineBelow(page: Page, line: number): Promise<void> {
  await page.keyboard.press('Control+G');
  await page.locator('.quick-input-widget input').waitFor();
  await page.keyboard.type(String(line));
  await page.keyboard.press('Enter');
  await page.locator('.statusbar-item', { hasText: `Ln ${line},` }).waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
}

/** Types a text key by key. */
export async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay });
}

/** Types a text and closes the list that may have come, so that the next key alone has to bring one. */
export async function typeAndCloseList(page: Page, text: string): Promise<void> {
  await type(page, text);
  await page.waitForTimeout(patience);
  const list = page.locator('.suggest-widget.visible');
  if (await list.isVisible()) await page.keyboard.press('Escape');
  await list.waitFor({ state: 'hidden' });
}

/** The words that the open list offers, all of them in their order; empty when none opens in time. The first is chosen again then. */
export async function suggestions(page: Page): Promise<string[]> {
  const rows = page.locator('.suggest-widget.visible .monaco-list-row');
  await eventually(
    () => rows.count(),
    (count) => count > 0,
  );
  const words = new Map<number, string>();
  for (let known = -1; known < words.size; ) {
    known = words.size;
    const shown = await rows.evaluateAll((elements: PageElement[]) =>
      elements
        .map((row) => [Number(row.getAttribute('data-index')), row.querySelector('.label-name')] as const)
        .map(([index, label]) => [index, label?.textContent ?? ''] as const),
    );
    for (const [index, word] of shown) words.set(index, word);
    await page.keyboard.press('PageDown');
  }
  const first = page.locator('.suggest-widget.visible .monaco-list-row.focused[data-index="0"]');
  while ((await rows.count()) > 0 && !(await first.isVisible())) await page.keyboard.press('PageUp');
  return [...words].sort(([one], [other]) => one - other).map(([, word]) => word);
}

/** What is said of the chosen row of the open list, once asked for. */
export async function suggestionDetails(page: Page): Promise<string> {
  const details = page.locator('.suggest-details-container .suggest-details');
  if (!(await details.isVisible())) await page.keyboard.press('Control+Space');
  await details.waitFor();
  return details.innerText();
}

/** The signature that is shown, and its part that is typed now; both empty when none comes in time. */
export async function signature(
  page: Page,
  isRight: (active: string) => boolean,
): Promise<[text: string, active: string]> {
  const widget = page.locator('.parameter-hints-widget.visible');
  const read = (part: string) =>
    widget
      .locator(part)
      .allInnerTexts()
      .then((texts) => texts.join(''));
  const active = await eventually(() => read('.parameter.active'), isRight);
  return [await read('.signature'), active];
}
