/** The pages that explain the codes of the diagnostics. */

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { type Annotated, readAnnotations } from './annotations';

export interface Page {
  lines: string[];
  headings: string[];
}

export function readPage(path: string): Page {
  const lines = readFileSync(path, 'utf8').split('\n');
  return { lines, headings: outsideFences(lines).filter((line) => line.startsWith('#')) };
}

/** The lines that are no code: `#` begins a comment there. */
function outsideFences(lines: string[]): string[] {
  let fence: string | undefined;
  return lines.filter((line) => {
    const mark = /^`{3,}/.exec(line)?.[0];
    if (fence === undefined && mark) fence = mark;
    else if (line === fence) fence = undefined;
    return fence === undefined && !mark;
  });
}

/** The code under a heading with its annotations; `escaped` may stand behind its language. Fails without one. */
export function exampleUnder(lines: string[], heading: string, language: string): Annotated {
  const from = lines.indexOf(heading);
  assert.notEqual(from, -1, heading);
  const open = lines.findIndex((line, index) => index > from && line.startsWith('```'));
  const [, fence, found, escaped] = /^(`{3,})([a-z-]+)( escaped)?$/.exec(lines[open] ?? '') ?? assert.fail(heading);
  assert.equal(found, language);
  const close = lines.indexOf(fence!, open + 1);
  const body = lines.slice(open + 1, close).map((line) => `${line}\n`);
  return readAnnotations(body.join(''), escaped !== undefined);
}
