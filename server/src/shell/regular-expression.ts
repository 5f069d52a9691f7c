/** Extended regular expressions, as `[[ … =~ … ]]` reads them: whether a text holds what they ask for, found in steps that no text makes many. */

import { classNames } from './line-pattern';

/** Where in the text it may go on, from each of the places where it may begin. */
type Matcher = (text: string, from: ReadonlySet<number>) => ReadonlySet<number>;

/** Longer texts and expressions are not followed, nor are more repeats of a part. */
const longest = 200;
const mostTimes = 50;

/** Whether the expression is found in the text; undefined where that is not followed. */
export function isFound(expression: string, text: string): boolean | undefined {
  if (expression.length > longest || text.length > longest) return undefined;
  const reading: Reading = { text: expression, at: 0, depth: 0 };
  const matcher = alternatives(reading);
  if (!matcher || reading.at < expression.length) return undefined;
  return matcher(text, new Set(Array.from({ length: text.length + 1 }, (_, at) => at))).size > 0;
}

interface Reading {
  text: string;
  at: number;
  depth: number;
}

function alternatives(reading: Reading): Matcher | undefined {
  const parts: Matcher[] = [];
  do {
    const part = sequence(reading);
    if (!part) return undefined;
    parts.push(part);
  } while (takes(reading, '|'));
  return parts.length === 1 ? parts[0] : (text, from) => new Set(parts.flatMap((part) => [...part(text, from)]));
}

function sequence(reading: Reading): Matcher | undefined {
  const parts: Matcher[] = [];
  while (reading.at < reading.text.length && !'|)'.includes(reading.text[reading.at]!)) {
    const part = repeated(reading);
    if (!part) return undefined;
    parts.push(part);
  }
  return (text, from) => parts.reduce((places, part) => part(text, places), from);
}

function repeated(reading: Reading): Matcher | undefined {
  const part = single(reading);
  const [told = '', least, comma, most] =
    /^(?:[*+?]|\{(\d+)(,?)(\d*)\})/.exec(reading.text.slice(reading.at, reading.at + 10)) ?? [];
  reading.at += told.length;
  if (!part || '*+?{'.includes(reading.text[reading.at] ?? ' ')) return undefined;
  if (told === '') return part;
  const from = least === undefined ? (told === '+' ? 1 : 0) : Number(least);
  const to = least === undefined ? (told === '?' ? 1 : longest) : !comma ? from : most ? Number(most) : longest;
  return from <= mostTimes ? times(part, from, to) : undefined;
}

function times(part: Matcher, least: number, most: number): Matcher {
  return (text, from) => {
    let places = from;
    for (let i = 0; i < least; i++) places = part(text, places);
    const all = new Set(places);
    for (let i = least; i < most && places.size > 0; i++) {
      places = new Set([...part(text, places)].filter((at) => !all.has(at)));
      for (const at of places) all.add(at);
    }
    return all;
  };
}

function single(reading: Reading): Matcher | undefined {
  const char = reading.text[reading.at++];
  switch (char) {
    case '(': {
      const inside = ++reading.depth > mostTimes ? undefined : alternatives(reading);
      return takes(reading, ')') ? inside : undefined;
    }
    case '[':
      return bracket(reading);
    case '^':
      return (_, from) => new Set([...from].filter((at) => at === 0));
    case '$':
      return (text, from) => new Set([...from].filter((at) => at === text.length));
    case '.':
      return letter(() => true);
    case '\\': {
      const escaped = reading.text[reading.at++];
      return escaped === undefined || /\w/.test(escaped) ? undefined : letter((each) => each === escaped);
    }
    default:
      return char === undefined || '*+?{'.includes(char) ? undefined : letter((each) => each === char);
  }
}

/** `[a-z_]`, `[^:]`, `[[:digit:]]`. */
function bracket(reading: Reading): Matcher | undefined {
  const found = /^(\^?)(\]?(?:\[:[a-z]+:\]|[^\]])*)\]/.exec(reading.text.slice(reading.at));
  if (!found) return undefined;
  const [all, not, inside] = found as unknown as [string, string, string];
  reading.at += all.length;
  let isKnown = !/\[[.=]/.test(inside);
  const letters = inside.replace(/\[:([a-z]+):\]|[\\[\]^]/g, (each, name: string | undefined) => {
    if (name === undefined) return `\\${each}`;
    isKnown &&= Object.hasOwn(classNames, name);
    return classNames[name] ?? '';
  });
  if (!isKnown) return undefined;
  try {
    const pattern = new RegExp(`^[${not}${letters}]$`);
    return letter((each) => pattern.test(each));
  } catch {
    return undefined;
  }
}

function letter(isTaken: (each: string) => boolean): Matcher {
  return (text, from) => new Set([...from].filter((at) => at < text.length && isTaken(text[at]!)).map((at) => at + 1));
}

function takes(reading: Reading, char: string): boolean {
  if (reading.text[reading.at] !== char) return false;
  reading.at++;
  return true;
}
