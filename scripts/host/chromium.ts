/** A headless Chromium for the tests: the installed one, driven by playwright-core, with nothing of its own on the network. */

import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../programs';

/** Flags that let Chromium run as root, without a display, and ask nobody for updates. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the installed Chromium; rejects when there is none. */
export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('there is no Chromium: apt-get install chromium, or set CHROMIUM to its path');
  return chromium.launch({ executablePath, args: chromiumFlags });
}
