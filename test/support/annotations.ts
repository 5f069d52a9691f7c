// Reads expectations out of a dump: comment lines under the line they speak of.

/** What one annotation expects of the line above it. */
export interface Expected {
  /** Line and columns from 0, in the text without annotations; a whole line goes from its first to its last visible character. */
  line: number;
  start: number;
  end: number;
  code: string;
  severity: string | undefined;
  /** What the message must contain; '' when the annotation does not say. */
  message: string;
}

export interface Annotated {
  /** The text without the annotations, which are comments but could stand where a comment changes the meaning. */
  text: string;
  expected: Expected[];
}

/** One finding, as far as an annotation can speak of it. */
interface Found {
  line: number;
  span: { start: number; end: number };
  code: string;
  severity: string;
  message: string;
}

const annotation = /^#(\s*)(\^+|<-\d*)\s+([a-z][a-z-]*)(?: (error|warning|info|hint))?(?:: (.+))?$/;

/**
 * `#   ^^^ code` marks those columns, `# <- code` the whole line (without blanks around it), `# <-3 code` its first three columns; behind the code may stand a
 * severity and, behind a colon, a part of the message. With `escaped` the lines may hold `\r`, `\t`, `\0`, `\u{feff}`, `\\` and `x\{1024}`
 * (the letter so many times), and a backslash at the end of a line takes away its line end; columns are those of the written line.
 */
export function readAnnotations(source: string, escaped = false): Annotated {
  const expected: Expected[] = [];
  let text = '';
  let line = 0;
  let above = '';
  for (const written of source.split(/(?<=\n)/)) {
    const match = annotation.exec(written.trimEnd());
    if (match) expected.push(expectedOf(match, line - 1, above, escaped));
    else {
      above = written.replace(escaped ? /(?:\\r)?\\?\n$/ : /\n$/, '');
      text += escaped ? decode(written) : written;
      line++;
    }
  }
  return { text, expected };
}

function expectedOf(match: RegExpExecArray, line: number, above: string, escaped: boolean): Expected {
  const [, blanks, mark, code, severity, message] = match;
  const [start, end] = columns(blanks!.length + 1, mark!, above);
  const column = (at: number) => (escaped ? decode(above.slice(0, at)).length : at);
  return { line, start: column(start), end: column(end), code: code!, severity, message: message ?? '' };
}

function columns(at: number, mark: string, above: string): [number, number] {
  if (mark.startsWith('^')) return [at, at + mark.length];
  if (mark === '<-')
    return [above.trim() ? above.length - above.trimStart().length : 0, above.trimEnd().length || above.length];
  return [0, Number(mark.slice(2))];
}

const characters: Record<string, string> = { r: '\r', t: '\t', 0: '\0', '\\': '\\', '\n': '' };

/** The text that escapes stand for; unknown ones stay. */
function decode(text: string): string {
  return text
    .replace(/([^\\])\\\{(\d{1,5})\}/g, (_, letter: string, count: string) => letter.repeat(Number(count)))
    .replace(/\\(?:u\{([\da-f]{1,6})\}|([\s\S]))/g, (whole, code?: string, letter?: string) =>
      code ? String.fromCodePoint(Number.parseInt(code, 16)) : (characters[letter!] ?? whole),
    );
}

/** Findings and expectations in a form in which they are equal when they match one to one; only what an annotation names is kept. */
export function compared(
  { text, expected }: Annotated,
  findings: readonly Found[],
): { expected: string[]; found: string[] } {
  const lines = text.split(/\r\n|\n|\r/);
  const left = [...expected];
  const found = findings.map((finding) => {
    const at = left.findIndex((each) => matches(each, finding));
    return at < 0 ? describeFound(finding, lines) : describe(left.splice(at, 1)[0]!, lines);
  });
  return { expected: expected.map((each) => describe(each, lines)).sort(), found: found.sort() };
}

function matches(expected: Expected, { line, span, code, severity, message }: Found): boolean {
  return (
    line === expected.line &&
    span.start === expected.start &&
    span.end === expected.end &&
    code === expected.code &&
    (expected.severity === undefined || severity === expected.severity) &&
    message.includes(expected.message)
  );
}

function describe({ line, start, end, code, severity, message }: Expected, lines: string[]): string {
  const shown = [code, severity, message && `"${message}"`].filter(Boolean).join(' ');
  return `line ${line + 1} columns ${start}-${end} ${shown} in ${JSON.stringify(lines[line])}`;
}

function describeFound({ line, span, code, severity, message }: Found, lines: string[]): string {
  return describe({ line, ...span, code, severity, message }, lines);
}
