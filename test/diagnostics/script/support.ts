// Findings of scripts for tests, and places that are marked in their texts.

import type { Finding } from '../../../server/src/diagnostics/finding';
import { diagnoseScript } from '../../../server/src/diagnostics/script/index';
import { readEffect } from '../../../server/src/effect/read-effect';
import type { ScriptForm } from '../../../server/src/shell/read-script';
import { shellParser } from '../../support/shell-steps';

/** All findings of a script. */
export async function findingsOfScript(text: string, form: ScriptForm = 'shell'): Promise<Finding[]> {
  return diagnoseScript(readEffect(text, await shellParser(), form));
}

/** A script in which one stretch stood between « and »: its text and where that stretch is. */
export interface Marked {
  text: string;
  line: number;
  span: { start: number; end: number };
}

export function readMarks(marked: string): Marked {
  const before = marked.slice(0, marked.indexOf('«'));
  const start = before.length - (before.lastIndexOf('\n') + 1);
  const length = marked.indexOf('»') - marked.indexOf('«') - 1;
  return {
    text: marked.replace(/[«»]/g, ''),
    line: before.split('\n').length - 1,
    span: { start, end: start + length },
  };
}

/** The text after the changes of a fix. */
export function mended(text: string, { changes }: Finding['fixes'][number]): string {
  const lines = text.split('\n');
  const offset = ({ line, column }: { line: number; column: number }) =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + column;
  return [...changes]
    .sort((a, b) => offset(b.start) - offset(a.start))
    .reduce((made, { start, end, text: own }) => made.slice(0, offset(start)) + own + made.slice(offset(end)), text);
}
