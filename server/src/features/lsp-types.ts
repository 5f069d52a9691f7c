/** From places in lines to the types of the Language Server Protocol, which counts lines and UTF-16 columns from 0 too. */

import type { Location, Range, TextEdit } from 'vscode-languageserver-types';
import type { Change } from '../diagnostics/finding';
import type { Span } from '../syntax/span';

export function rangeOf(line: number, span: Span): Range {
  return { start: { line, character: span.start }, end: { line, character: span.end } };
}

export function locationOf(uri: string, line: number, span: Span): Location {
  return { uri, range: rangeOf(line, span) };
}

export function editOf(change: Change): TextEdit {
  const { start, end, text } = change;
  return {
    range: {
      start: { line: start.line, character: start.column },
      end: { line: end.line, character: end.column },
    },
    newText: text,
  };
}
