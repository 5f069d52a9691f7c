/** What a user sees while typing: the list of suggestions with its explanations, the signature, the line itself. */

import type { Page } from 'playwright-core';
import { actUntilVisible, eventually, type PageElement } from './editor';

/** Between two keys, as a quick typist has it. */
const delay = 30;

/** Types a text key by key. */
export async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay });
}

/** Takes a word from the open list, once what was typed has brought it to the front. */
export async function take(page: Page, word: string): Promise<void> {
  const label = page.locator('.suggest-widget.visible .monaco-list-row.focused .label-name');
  await label.getByText(word, { exact: true }).waitFor();
  await page.keyboard.press('Enter');
}

/** The words that the open list offers, all of them in their order, once it begins with the wanted ones; at the end of patience what is shown of it. */
export async function suggestions(page: Page, wanted: string[]): Promise<string[]> {
  const begins = (words: Map<number, string>) => wanted.every((word, index) => words.get(index) === word);
  const { words, count } = await eventually(
    () => shownRows(page),
    (list) => begins(list.words),
  );
  if (!begins(words)) return [...words.values()];
  while (words.size < count) {
    await moveFocus(page, 'PageDown');
    for (const [index, word] of (await shownRows(page)).words) words.set(index, word);
  }
  while ((await shownRows(page)).focused !== 0) await moveFocus(page, 'PageUp');
  return [...words].sort(([one], [other]) => one - other).map(([, word]) => word);
}

/** As much of the open list as is on the screen. */
interface ShownRows {
  /** By their number in the whole list. */
  words: Map<number, string>;
  /** How many the whole list has. */
  count: number;
  /** The number of the chosen one; -1 for none. */
  focused: number;
}

async function shownRows(page: Page): Promise<ShownRows> {
  const rows = await page.locator('.suggest-widget.visible .monaco-list-row').evaluateAll((elements: PageElement[]) =>
    elements.map((row) => ({
      index: Number(row.getAttribute('data-index')),
      count: Number(row.getAttribute('aria-setsize')),
      isFocused: row.getAttribute('class')?.split(' ').includes('focused'),
      word: row.querySelector('.label-name')?.textContent ?? '',
    })),
  );
  return {
    words: new Map(rows.map(({ index, word }) => [index, word])),
    count: rows[0]?.count ?? 0,
    focused: rows.find(({ isFocused }) => isFocused)?.index ?? -1,
  };
}

async function moveFocus(page: Page, key: 'PageDown' | 'PageUp'): Promise<void> {
  const before = await shownRows(page);
  await page.keyboard.press(key);
  await eventually(
    () => shownRows(page),
    ({ focused }) => focused !== before.focused,
  );
}

/** What is said of the chosen row of the open list, once asked for. */
export async function suggestionDetails(page: Page, wanted: RegExp): Promise<string> {
  const details = page.locator('.suggest-details-container .suggest-details');
  await actUntilVisible(details, () => page.keyboard.press('Control+Space'));
  return eventually(
    () => details.innerText(),
    (text) => wanted.test(text),
  );
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
