/** What small programs make of a text that is known: `tr`, `cut`, `head`, `tail`, `sed`, `grep`, `awk`, `seq`, `basename`, `dirname`. */

import { basicPattern, extendedPattern } from './line-pattern';

/** What a program writes for its arguments and its input; undefined when that is not followed. */
type Tool = (args: readonly string[], input: string | undefined) => string | undefined;

const tools: Readonly<Record<string, Tool>> = {
  tr: (args, input) => (input === undefined ? undefined : translated(args, input)),
  cut: perLine(cut),
  head: ofLines(
    ([count]) =>
      (lines) =>
        count && lines.slice(0, Number(count.replace(/^-n?/, ''))),
  ),
  tail: ofLines(
    ([count]) =>
      (lines) =>
        count && lastLines(lines, count.replace(/^-n?/, '')),
  ),
  sed: perLine(sed),
  grep: perLine(grep),
  egrep: perLine((args) => grep(['-E', ...args])),
  awk: perLine(awk),
  mawk: perLine(awk),
  gawk: perLine(awk),
  seq: sequence,
  basename: ([path, suffix = '', ...others]) =>
    path && others.length === 0 && !path.startsWith('-') ? `${withoutEnd(lastName(path), suffix)}\n` : undefined,
  dirname: ([path, ...others]) =>
    path && others.length === 0 && !path.startsWith('-') ? `${folderOf(path)}\n` : undefined,
};

const longestInput = 65_536;
const longestLine = 400;
const mostNumbers = 2_000;

/** What a program writes; undefined when it is none of those, or does more than is followed. */
export function toolOutput(name: string, args: readonly string[], input: string | undefined): string | undefined {
  if (!Object.hasOwn(tools, name) || (input?.length ?? 0) > longestInput) return undefined;
  return tools[name]!(args, input);
}

/** What becomes of one line: nothing where it is left out. */
type Line = (line: string) => string | undefined;

function perLine(read: (args: readonly string[]) => Line | undefined): Tool {
  return ofLines((args) => {
    const change = read(args);
    return change && ((lines) => (lines.some(isLong) ? undefined : lines.flatMap((line) => change(line) ?? [])));
  });
}

function isLong({ length }: string): boolean {
  return length > longestLine;
}

function ofLines(
  read: (args: readonly string[]) => ((lines: string[]) => readonly string[] | '' | undefined) | undefined,
): Tool {
  return (args, input) => {
    if (input === undefined) return undefined;
    const lines = input.split('\n');
    if (lines.at(-1) === '') lines.pop();
    const made = read(joinedCount(args))?.(lines);
    return made ? made.map((line) => `${line}\n`).join('') : undefined;
  };
}

/** `-n 1` as `-n1`. */
function joinedCount([first, second, ...others]: readonly string[]): readonly string[] {
  if (first === '-n' && /^[-+]?\d+$/.test(second ?? '')) return [`-n${second}`, ...others];
  return [first, second, ...others].filter((each) => each !== undefined);
}

function lastLines(lines: readonly string[], count: string): readonly string[] | undefined {
  if (/^\+\d+$/.test(count)) return lines.slice(Math.max(0, Number(count) - 1));
  return /^\d+$/.test(count) ? lines.slice(Math.max(0, lines.length - Number(count))) : undefined;
}

function translated(args: readonly string[], input: string): string | undefined {
  const option = /^-[ds]$/.test(args[0] ?? '') ? args[0] : undefined;
  const [from, to, ...others] = args.slice(option ? 1 : 0).map(lettersOf);
  if (!from || others.length > 0) return undefined;
  if (option === '-d') return args.length > 2 ? undefined : [...input].filter((char) => !from.includes(char)).join('');
  if (option === '-s' && to === undefined)
    return [...input].filter((char, at, all) => !(from.includes(char) && all[at - 1] === char)).join('');
  if (option || !to || to.length === 0) return undefined;
  return [...input]
    .map((char) => (from.includes(char) ? to[Math.min(from.lastIndexOf(char), to.length - 1)]! : char))
    .join('');
}

const classes: Readonly<Record<string, string>> = {
  '[:upper:]': 'A-Z',
  '[:lower:]': 'a-z',
  '[:digit:]': '0-9',
  '[:space:]': ' \\t\\n',
  '[:blank:]': ' \\t',
};
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\' };

/** The letters of a set of `tr`; undefined for what is not followed. */
function lettersOf(set: string): string[] | undefined {
  const plain = set.replace(/\[:[a-z]+:\]/g, (name) => classes[name] ?? '\0');
  if (plain.includes('\0') || /\[.[*=]|\\[0-9]/.test(plain)) return undefined;
  const letters: string[] = [];
  for (const [, first = '', escaped, last] of plain.matchAll(/(\\(.)|[^\\])(?:-([^\\\]]))?/gs)) {
    const start = escaped === undefined ? first : (escapes[escaped] ?? escaped);
    const end = last ?? start;
    for (let code = start.charCodeAt(0); code <= end.charCodeAt(0) && letters.length < 300; code++)
      letters.push(String.fromCharCode(code));
  }
  return letters;
}

/** `cut -d X -f 1,3`, `-f 2-`. */
function cut(args: readonly string[]): Line | undefined {
  const options = [...args.join('\0').matchAll(/(?:^|\0)-([df])\0?([^\0]*)/g)];
  if (options.map(([all]) => all).join('') !== args.join('\0')) return undefined;
  const value = (letter: string) => options.find(([, name]) => name === letter)?.[2];
  const delimiter = value('d') ?? '\t';
  const ranges = value('f')
    ?.split(',')
    .map((range) => /^(\d*)(-?)(\d*)$/.exec(range));
  if (delimiter.length !== 1 || !ranges?.every((range) => range !== null && range[0] !== '')) return undefined;
  const isWanted = (number: number) =>
    ranges.some((range) => {
      const [, first, dash, last] = range!;
      return number >= Number(first || 1) && number <= (dash ? Number(last || number) : Number(first));
    });
  return (line) => {
    if (!line.includes(delimiter)) return line;
    return line
      .split(delimiter)
      .filter((_, index) => isWanted(index + 1))
      .join(delimiter);
  };
}

/** `s/a/b/g` and `/a/d`, one behind the other. */
function sed(args: readonly string[]): Line | undefined {
  const isExtended = args.some((each) => each === '-E' || each === '-r');
  const words = args.filter((each) => each !== '-E' && each !== '-r');
  const scripts = words[0] === '-e' ? words.filter((_, index) => index % 2 === 1) : words;
  const isPlain =
    words[0] === '-e' ? words.every((each, index) => (index % 2 === 0) === (each === '-e')) : words.length === 1;
  if (!isPlain || scripts.length === 0) return undefined;
  const changes = scripts.flatMap((script) => sedCommands(script, isExtended));
  if (!changes.every((change) => change !== undefined)) return undefined;
  return (line) =>
    changes.reduce<string | undefined>((now, change) => (now === undefined ? undefined : change(now)), line);
}

function sedCommands(script: string, isExtended: boolean): (Line | undefined)[] {
  const only = sedCommand(script.trim(), isExtended);
  if (only) return [only];
  return script
    .split(/ *[;\n] */)
    .filter((each) => each !== '')
    .map((each) => sedCommand(each, isExtended));
}

function sedCommand(command: string, isExtended: boolean): Line | undefined {
  const read = isExtended ? extendedPattern : basicPattern;
  const removed = /^\/((?:[^/\\]|\\.)+)\/ *d$/.exec(command);
  if (removed) {
    const pattern = read(removed[1]!, '');
    return pattern && ((line) => (pattern.test(line) ? undefined : line));
  }
  const [, delimiter, rest] = /^s([/|#,@:!])([\s\S]*)$/.exec(command) ?? [];
  const [old, text, flags, ...others] = rest?.split(delimiter!) ?? [];
  if (!old || text === undefined || others.length > 0 || !/^g?$/.test(flags ?? '?')) return undefined;
  if (/\\/.test(text) || rest!.includes(`\\${delimiter}`)) return undefined;
  const pattern = read(old, flags!);
  return pattern && ((line) => line.replace(pattern, (found) => text.replaceAll('&', () => found)));
}

/** `grep PATTERN`, `-v`, `-E`, `-F`, `-i`, `-o`. */
function grep(args: readonly string[]): Line | undefined {
  const options = args.filter((each) => /^-[vEFio]+$/.test(each)).join('');
  const [pattern, ...others] = args.filter((each) => !/^-[vEFioe]+$/.test(each) && each !== '--');
  if (!pattern || pattern.startsWith('-') || others.length > 0) return undefined;
  const read = options.includes('E') ? extendedPattern : basicPattern;
  const flags = options.includes('i') ? 'i' : '';
  const found = read(options.includes('F') ? pattern.replace(/[\\.*[\]^$]/g, '\\$&') : pattern, flags);
  if (!found || options.includes('o')) return undefined;
  return (line) => (found.test(line) === options.includes('v') ? undefined : line);
}

/** `{print $2}`, with `-F X`, behind `/a/` or `!/a/`. */
function awk(args: readonly string[]): Line | undefined {
  const [, separator, program] = /^(?:-F\0?([^\0]+)\0)?([^\0]+)$/.exec(args.join('\0')) ?? [];
  const found = /^ *(?:(!?)\/((?:[^/\\]|\\.)+)\/ *)?\{ *print(?: +\$(\d+|NF))? *;? *\} *$/.exec(program ?? '');
  const pattern = found?.[2] === undefined ? undefined : extendedPattern(found[2], '');
  if (
    !found ||
    (found[2] !== undefined && !pattern) ||
    (separator !== undefined && !/^[^\\.*+?^$[(|]$/.test(separator))
  )
    return undefined;
  return (line) => {
    if (pattern && pattern.test(line) === (found[1] === '!')) return undefined;
    const fields =
      separator === undefined || separator === ' ' ? line.split(/[ \t]+/).filter(Boolean) : line.split(separator);
    const field = found[3] ?? '0';
    return field === '0' ? line : (fields.at(field === 'NF' ? -1 : Number(field) - 1) ?? '');
  };
}

/** `seq LAST`, `seq FIRST LAST`, `seq FIRST STEP LAST`. */
function sequence(args: readonly string[]): string | undefined {
  if (args.length === 0 || args.length > 3 || !args.every((each) => /^-?\d{1,9}$/.test(each))) return undefined;
  const numbers = args.map(Number);
  const [first, step] = [args.length > 1 ? numbers[0]! : 1, args.length > 2 ? numbers[1]! : 1];
  const last = numbers.at(-1)!;
  if (step === 0 || (last - first) / step > mostNumbers) return undefined;
  let text = '';
  for (let number = first; step > 0 ? number <= last : number >= last; number += step) text += `${number}\n`;
  return text;
}

function lastName(path: string): string {
  const plain = path.replace(/(?<=.)\/+$/, '');
  return plain === '/' ? '/' : plain.slice(plain.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  const plain = path.replace(/(?<=.)\/+$/, '');
  const slash = plain.lastIndexOf('/');
  return slash < 0 ? '.' : slash === 0 ? '/' : plain.slice(0, slash).replace(/(?<=.)\/+$/, '');
}

function withoutEnd(name: string, suffix: string): string {
  return suffix !== '' && suffix !== name && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}
