/** A real VS Code for the tests of the screen: the server with the packaged extension, and a page of headless Chromium on it. */

import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../scripts/host/chromium';
import { installHost } from '../../scripts/host/install';
import {
  type Host,
  type HostFolders,
  installExtension,
  pageAddress,
  remoteUri,
  startHost,
} from '../../scripts/host/run';
import { root } from '../../scripts/set-up.mjs';
import { vsixPath } from '../../scripts/vsix.mjs';
import { requireChromium } from '../support/requirements';
import { eventually, patience } from './editor';

/** VS Code with one file open. */
export interface Window {
  page: Page;
  /** Saves the open file until its text on the disk is right, and returns that text; at the end of patience what there is. */
  save(isRight: (text: string) => boolean): Promise<string>;
}

/** A line that stands in the opened file from the start, with the cursor at its end: nothing is typed that may bring a list. */
export interface AddedLine {
  /** The number of the line that it follows. */
  behind: number;
  text: string;
}

/** A running VS Code that opens windows. */
export interface VsCode {
  /** Opens a file of a fresh copy of examples/ in a window of its own, its lines ended as told, and waits until its text is there. */
  open(file: string, line?: AddedLine, ending?: '\n' | '\r\n'): Promise<Window>;
  closeWindows(): Promise<void>;
  close(): Promise<void>;
}

const settings = {
  'editor.hover.above': false,
  'editor.minimap.enabled': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'workbench.startupEditor': 'none',
};

/** Registers hooks that start VS Code before the tests of the running `describe` and end it after them; each test's windows are closed. */
export function useVsCode(): Pick<VsCode, 'open'> {
  let vsCode: VsCode | undefined;
  before(async function () {
    this.timeout(600_000);
    requireChromium(this);
    vsCode = await startVsCode();
  });
  afterEach(() => vsCode?.closeWindows());
  after(async function () {
    this.timeout(120_000);
    await vsCode?.close();
  });
  return {
    open: (...asked) => {
      if (!vsCode) throw new Error('VS Code has not started');
      return vsCode.open(...asked);
    },
  };
}

/** Starts VS Code with the packaged extension; rejects when `npm run package` has not been run. */
export async function startVsCode(viewport = { width: 1300, height: 900 }): Promise<VsCode> {
  if (!existsSync(vsixPath)) throw new Error(`there is no ${vsixPath}: run npm run package`);
  const scratch = mkdtempSync(join(tmpdir(), 'lens-screen-'));
  const folders = await prepare(scratch);
  const host = await startHost(folders);
  const browser = await launchChromium();
  let copies = 0;
  return {
    open: async (file, line, ending = '\n') => {
      const folder = copyExamples(scratch, ++copies);
      changeLines(join(folder, file), line, ending);
      const page = await browser.newPage({ viewport });
      return openWindow(page, host, { folder, file, line });
    },
    closeWindows: async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    close: async () => {
      await browser.close();
      await host.stop();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

async function prepare(scratch: string): Promise<HostFolders> {
  const vscode = await installHost((line) => process.stdout.write(`${line}\n`));
  const folders = { vscode, data: join(scratch, 'data'), extensions: join(scratch, 'extensions') };
  const file = join(folders.data, 'data', 'User', 'settings.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(settings));
  await installExtension(folders, vsixPath);
  return folders;
}

function copyExamples(scratch: string, number: number): string {
  const folder = join(scratch, `copy-${number}`, 'examples');
  cpSync(join(root, 'examples'), folder, { recursive: true });
  return folder;
}

function changeLines(path: string, line: AddedLine | undefined, ending: string): void {
  const lines = readFileSync(path, 'utf8').split('\n');
  if (line) lines.splice(line.behind, 0, line.text);
  writeFileSync(path, lines.join(ending));
}

async function openWindow(
  page: Page,
  host: Host,
  { folder, file, line }: { folder: string; file: string; line?: AddedLine | undefined },
): Promise<Window> {
  page.setDefaultTimeout(patience);
  const path = join(folder, file);
  const uri = remoteUri(host, path);
  const place = line && { number: line.behind + 1, column: line.text.length + 1 };
  await page.goto(
    pageAddress(
      host,
      folder,
      place
        ? [
            ['openFile', `${uri}:${place.number}:${place.column}`],
            ['gotoLineMode', 'true'],
          ]
        : [['openFile', uri]],
    ),
  );
  await page.locator('.editor-instance .view-line').first().waitFor();
  if (place) await page.locator('.statusbar-item', { hasText: `Ln ${place.number}, Col ${place.column}` }).waitFor();
  await page.locator('.editor-instance textarea.inputarea, .editor-instance .native-edit-context').first().focus();
  const save = (isRight: (text: string) => boolean) =>
    eventually(async () => {
      await page.keyboard.press('Control+S');
      return readFileSync(path, 'utf8');
    }, isRight);
  return { page, save };
}
