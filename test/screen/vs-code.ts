/** A real VS Code for the tests of the screen: the server with the packaged extension, and a page of headless Chromium on it. */

import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
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

/** VS Code with one file open. */
export interface Window {
  page: Page;
  /** The text of the open file as it is on the disk. */
  saved(): string;
}

/** A running VS Code that opens windows. */
export interface VsCode {
  /** Opens a file of a fresh copy of examples/ in a window of its own, and waits until its text is there. */
  open(file: string): Promise<Window>;
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
export function useVsCode(): { open(file: string): Promise<Window> } {
  let vsCode: VsCode | undefined;
  before(async function () {
    this.timeout(240_000);
    requireChromium(this);
    vsCode = await startVsCode();
  });
  afterEach(() => vsCode?.closeWindows());
  after(async function () {
    this.timeout(30_000);
    await vsCode?.close();
  });
  return {
    open: (file) => {
      if (!vsCode) throw new Error('VS Code has not started');
      return vsCode.open(file);
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
    open: (file) => openWindow(host, browser, viewport, { folder: copyExamples(scratch, ++copies), file }),
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

async function openWindow(
  host: Host,
  browser: Browser,
  viewport: { width: number; height: number },
  { folder, file }: { folder: string; file: string },
): Promise<Window> {
  const path = join(folder, file);
  const page = await browser.newPage({ viewport });
  await page.goto(pageAddress(host, folder, [['openFile', remoteUri(host, path)]]));
  await page.locator('.editor-instance .view-line').first().waitFor({ timeout: 60_000 });
  return { page, saved: () => readFileSync(path, 'utf8') };
}
