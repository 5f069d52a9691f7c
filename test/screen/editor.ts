/** What a user sees and does in the editor: squiggles, lenses, hovers, the light bulb, the Problems view. */

import type { Locator, Page } from 'playwright-core';

const seconds = 1000;

/** How long anything on the screen is waited for: many times what a loaded machine takes. */
export const patience = 90 * seconds;

/** After which something that was clicked or pressed counts as lost. */
const answerTime = 10 * seconds;

/** Waits until `read` gives what `isRight` accepts and returns it; at the end of patience returns what was read last, to be asserted on. */
export async function eventually<T>(read: () => Promise<T>, isRight: (value: T) => boolean): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const value = await read();
    if (isRight(value) || Date.now() > end) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Does something until this is visible: a key or a click is lost when what should take it is just being drawn. */
export async function actUntilVisible(wanted: Locator, act: () => Promise<unknown>): Promise<void> {
  const isVisible = async () => {
    if (await wanted.isVisible()) return true;
    await act();
    return isThereIn(wanted, answerTime);
  };
  if (!(await eventually(isVisible, (isDone) => isDone))) await wanted.waitFor({ timeout: answerTime });
}

function isThereIn(wanted: Locator, timeout: number, state: 'visible' | 'hidden' = 'visible'): Promise<boolean> {
  return wanted.waitFor({ state, timeout }).then(
    () => true,
    () => false,
  );
}

/** As much of the DOM as is used here: its own types would be there for the server's code too. */
export interface PageElement {
  textContent: string;
  style: { top: string };
  firstChild: PageElement;
  ownerDocument: {
    createRange(): PageRange;
    defaultView: { getComputedStyle(element: PageElement, pseudo?: string): { content: string; color: string } };
  };
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  getBoundingClientRect(): Box;
}

interface PageRange {
  setStart(node: PageElement, offset: number): void;
  setEnd(node: PageElement, offset: number): void;
  getBoundingClientRect(): Box;
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The numbers of the visible lines that have a squiggle of this kind, in their order; read at once, as lines move while VS Code draws. */
export async function squiggledLines(page: Page, kind: 'error' | 'warning' | 'info'): Promise<number[]> {
  const lines = await page.locator('.editor-instance .monaco-editor').evaluateAll(
    (editors: PageElement[], selector) =>
      editors.flatMap((editor) => {
        const numbers = [...editor.querySelectorAll('.margin-view-overlays > div')].map(
          (line) => [line.style.top, Number(line.querySelector('.line-numbers')?.textContent)] as const,
        );
        const byTop = new Map(numbers);
        return [...editor.querySelectorAll('.view-overlays > div')]
          .filter((line) => line.querySelector(selector))
          .map((line) => byTop.get(line.style.top) ?? 0);
      }),
    `.squiggly-${kind}`,
  );
  return lines.sort((one, other) => one - other);
}

/** Whether some squiggle of this kind lies under exactly this word of the first visible line that holds `lineText`. */
export async function isSquiggled(
  page: Page,
  kind: 'error' | 'warning' | 'info',
  lineText: string,
  word: string,
): Promise<boolean> {
  const wanted = await boxOf(page, lineText, word);
  const squiggles = await page
    .locator(`.editor-instance .squiggly-${kind}`)
    .evaluateAll((elements: PageElement[]) =>
      elements.map((element) => element.getBoundingClientRect()).map(({ left, top, width }) => ({ left, top, width })),
    );
  const isNear = (one: number, other: number) => Math.abs(one - other) < 2;
  return squiggles.some(
    ({ left, top, width }) =>
      isNear(left, wanted.left) && isNear(width, wanted.width) && Math.abs(top - wanted.top) < wanted.height,
  );
}

/** The texts of the visible code lenses, each with the text of the line under it, from top to bottom. */
export async function lenses(page: Page): Promise<{ text: string; line: string }[]> {
  const texts = await textsWithTops(page, '.editor-instance .codelens-decoration');
  const lines = await textsWithTops(page, '.editor-instance .view-line');
  return texts.map(({ text, top }) => ({ text, line: lines.find((line) => line.top > top)?.text ?? '' }));
}

async function textsWithTops(page: Page, selector: string): Promise<{ text: string; top: number }[]> {
  const found = await page
    .locator(selector)
    .evaluateAll((elements: PageElement[]) =>
      elements.map((element) => ({ text: element.textContent, top: element.getBoundingClientRect().top })),
    );
  return found
    .map(({ text, top }) => ({ text: withBlanks(text).trim(), top }))
    .sort((one, other) => one.top - other.top);
}

/** What extensions have written behind the visible lines. */
export async function writtenBehindLines(page: Page): Promise<string[]> {
  return page
    .locator('.editor-instance .view-line span[class*="ced-"]')
    .evaluateAll((spans: PageElement[]) =>
      spans.map((span) => span.ownerDocument.defaultView.getComputedStyle(span, '::after').content),
    );
}

/** The text of the first visible line that holds `lineText`, with its inlay hints. */
export async function shownLine(page: Page, lineText: string): Promise<string> {
  const line = page.locator('.editor-instance .view-line').filter({ hasText: pattern(lineText) });
  return withBlanks(await line.first().innerText());
}

/** The colour of a word in the first visible line that holds `lineText`, as CSS writes it; undefined when the word has none of its own. */
export async function colourOf(page: Page, lineText: string, word: string): Promise<string | undefined> {
  const line = page.locator('.editor-instance .view-line').filter({ hasText: pattern(lineText) });
  const span = line.first().locator('span > span', { hasText: new RegExp(`^${pattern(word).source}$`) });
  const colours = await span.evaluateAll((spans: PageElement[]) =>
    spans.map((each) => each.ownerDocument.defaultView.getComputedStyle(each).color),
  );
  return colours[0];
}

/** Moves to the start of the file, which also makes VS Code draw its lenses as links. */
export async function goToStart(page: Page): Promise<void> {
  await page
    .locator('.editor-instance .view-lines')
    .first()
    .click({ position: { x: 5, y: 5 } });
  const atStart = page.locator('.statusbar-item', { hasText: 'Ln 1, Col 1' });
  await pressUntil(page, 'Control+End', async () => !(await atStart.isVisible()));
  await pressUntil(page, 'Control+Home', () => atStart.isVisible());
}

/** Presses a key until what it should do is done. */
async function pressUntil(page: Page, key: string, isDone: () => Promise<boolean>): Promise<void> {
  await eventually(
    async () => {
      await page.keyboard.press(key);
      return isDone();
    },
    (done) => done,
  );
}

/** Clicks on the code lens that starts with this text until the peek opens. */
export async function openPeek(page: Page, text: string): Promise<Locator> {
  const peek = page.locator('.peekview-widget');
  await openLens(page, text, peek);
  return peek;
}

/** Clicks on the code lens with this text until what it opens is there. VS Code may draw a lens as plain text until the cursor moves. */
export async function openLens(page: Page, text: string, opened: Locator): Promise<void> {
  const lens = page
    .locator('.editor-instance .codelens-decoration a')
    .filter({ hasText: pattern(text) })
    .first();
  await actUntilVisible(opened, async () => {
    await actUntilVisible(lens, () => goToStart(page));
    await lens.click();
  });
}

/** The text of the hover over a word in the first visible line that holds `lineText`; empty when none appears in time. */
export async function hoverOver(page: Page, lineText: string, word: string): Promise<string> {
  const { x, y } = await centreOf(page, lineText, word);
  const hover = page.locator('.monaco-hover:not(.hidden) .monaco-hover-content');
  await page.mouse.move(x, y + 200);
  await page.keyboard.press('Escape');
  await isThereIn(hover.first(), answerTime, 'hidden');
  await page.mouse.move(x, y, { steps: 5 });
  await isThereIn(hover.first(), answerTime);
  return withBlanks((await hover.allInnerTexts()).join('\n'));
}

/** Puts the cursor into a word of the first visible line that holds `lineText`; again if a lens has moved the line meanwhile. */
async function clickOn(page: Page, lineText: string, word: string): Promise<void> {
  await eventually(
    async () => {
      const aimedAt = await centreOf(page, lineText, word);
      await page.mouse.click(aimedAt.x, aimedAt.y);
      await page.waitForTimeout(0.3 * seconds);
      return aimedAt.y === (await centreOf(page, lineText, word)).y;
    },
    (hasStayed) => hasStayed,
  );
}

/** Puts the cursor into a word, opens the light bulb that appears in its line, and chooses from it; again while the choice is not offered yet. */
export async function chooseFromLightBulb(page: Page, lineText: string, word: string, title: string): Promise<void> {
  const bulb = page.locator('.lightBulbWidget:visible, [class*="codicon-gutter-lightbulb"]:visible').first();
  const choice = page.locator('.action-widget .monaco-list-row.action', { hasText: title }).first();
  await actUntilVisible(choice, async () => {
    await page.keyboard.press('Escape');
    await clickOn(page, lineText, word);
    if (await isThereIn(bulb, answerTime)) await bulb.click({ timeout: answerTime }).catch(() => undefined);
  });
  // VS Code lets nothing in it be clicked before the mouse has moved.
  await page.mouse.move(5, 5, { steps: 2 });
  await choice.click();
}

/** Runs a command by its title from the command palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget input[type="text"]');
  const command = page.locator('.quick-input-widget .monaco-list-row', { hasText: title }).first();
  await actUntilVisible(command, async () => {
    await actUntilVisible(input, () => page.keyboard.press('F1'));
    await input.fill(`>${title}`);
  });
  await command.click();
}

/** Opens the Problems view and returns its rows. */
export async function problems(page: Page): Promise<string[]> {
  const rows = page.locator('.markers-panel .monaco-list-row');
  await actUntilVisible(rows.first(), () => runCommand(page, 'Problems: Focus on Problems View'));
  return (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
}

/** The centre of a word on the screen. */
async function centreOf(page: Page, lineText: string, word: string): Promise<{ x: number; y: number }> {
  const { left, top, width, height } = await boxOf(page, lineText, word);
  return { x: left + width / 2, y: top + height / 2 };
}

/** Where a word of the first visible line that holds `lineText` is on the screen. */
async function boxOf(page: Page, lineText: string, word: string): Promise<Box> {
  const line = page
    .locator('.editor-instance .view-line')
    .filter({ hasText: pattern(lineText) })
    .first();
  await line.waitFor();
  return line.evaluate((element: PageElement, wanted) => {
    for (const span of element.querySelectorAll('span > span')) {
      const at = span.textContent.replace(/\u00a0/g, ' ').indexOf(wanted);
      if (at < 0) continue;
      const range = element.ownerDocument.createRange();
      range.setStart(span.firstChild, at);
      range.setEnd(span.firstChild, at + wanted.length);
      const { left, top, width, height } = range.getBoundingClientRect();
      return { left, top, width, height };
    }
    throw new Error(`the line has no "${wanted}"`);
  }, word);
}

/** VS Code draws blanks as no-break spaces. */
function withBlanks(text: string): string {
  return text.replace(/\u00a0/g, ' ');
}

function pattern(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '[ \\u00a0]'));
}
