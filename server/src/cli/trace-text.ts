/** The answers of a trace for people: what is alike is told once. */

import type { TraceAnswer } from '../features/trace';
import type { Asked } from './asked';
import { printable } from './printable';

/** Steps of one hook and table. */
interface Section {
  title: string;
  lines: string[];
}

/** One answer, or two that differ only in whether the new destination is this host. */
interface Told {
  heading: string;
  /** True where the path is only one of many. */
  isExample: boolean;
  path: TraceAnswer['path'];
  /** What follows on the path for one of two answers only. */
  apart: { when: string; path: TraceAnswer['path'] }[];
}

/** Each answer with its condition, and under it the lines with their places, by table and hook. */
export function answersText(answers: readonly TraceAnswer[], asked: Asked, file: string): string {
  const above = new Map<string, string>();
  const output = joined(answers).map(({ heading, isExample, path, apart }) => [
    heading,
    ...(isExample ? ['  one of many ways:'] : []),
    ...pathLines(path, asked, file, above),
    ...apart.flatMap(({ when, path: rest }) => [`  ${when}:`, ...pathLines(rest, asked, file, above)]),
  ]);
  return output.map((lines) => lines.map((line) => `${printable(line)}\n`).join('')).join('\n');
}

/** A section that was told before in the same words is only named. */
function pathLines(path: Told['path'], asked: Asked, file: string, above: Map<string, string>): string[] {
  return sectionsOf(path, asked, file).flatMap(({ title, lines }) => {
    const text = lines.join('\n');
    const isKnown = lines.length > 1 && above.get(title) === text;
    above.set(title, text);
    return isKnown ? [`  ${title}: as above`] : [`  ${title}`, ...lines];
  });
}

function sectionsOf(path: Told['path'], { ruleset, lineTold }: Asked, file: string): Section[] {
  const { lines } = ruleset.document.dump;
  const sections: Section[] = [];
  for (const step of path) {
    const title = `${step.table} ${step.hook}`;
    if (sections.at(-1)?.title !== title) sections.push({ title, lines: [] });
    const told = step.line === null ? null : lineTold(step.line);
    const where = told === null ? `    ${step.effect}` : `    ${file}:${told}: ${lines[step.line! - 1]!.text}`;
    sections.at(-1)!.lines.push(where + (step.when ? `  (${step.when})` : ''));
  }
  return sections;
}

function joined(answers: readonly TraceAnswer[]): Told[] {
  const told: Told[] = [];
  const done = new Set<TraceAnswer>();
  for (const answer of answers) {
    if (done.has(answer)) continue;
    const other = answers.find((each) => each !== answer && !done.has(each) && isOtherSide(answer, each));
    done.add(answer);
    if (other) done.add(other);
    told.push(other ? both(answer, other) : one(answer));
  }
  return told;
}

function one({ outcome, condition, isExample, path }: TraceAnswer): Told {
  return { heading: headingOf(outcome.text, condition), isExample: isExample === true, path, apart: [] };
}

function headingOf(text: string, condition: string | null): string {
  return text + (condition ? ` · ${condition}` : '');
}

const whose = /^if \S+ is (?:this|another) host$| (?:if|and) \S+ is (?:this|another) host/;

/** True for answers to the same packets sent to the same place by the same rule, but that one takes it for this host. */
function isOtherSide(a: TraceAnswer, b: TraceAnswer): boolean {
  const place = ({ outcome: { address, port, line } }: TraceAnswer) => [address, port, line].join(' ');
  const isHere = ({ outcome }: TraceAnswer) => outcome.kind === 'local';
  const isPlaced = [a, b].every(({ outcome, condition }) => outcome.address !== null && whose.test(condition ?? ''));
  return isPlaced && isHere(a) !== isHere(b) && place(a) === place(b) && withoutWhose(a) === withoutWhose(b);
}

function withoutWhose({ condition }: TraceAnswer): string {
  return (condition ?? '').replace(whose, '').trim();
}

function both(a: TraceAnswer, b: TraceAnswer): Told {
  const [here, there] = a.outcome.kind === 'local' ? [a, b] : [b, a];
  const heading = `${there.outcome.text} if ${there.outcome.address} is another host, or delivered here if it is this one`;
  const alike = there.path.findIndex((step, i) => JSON.stringify(step) !== JSON.stringify(here.path[i]));
  const count = alike < 0 ? there.path.length : alike;
  const apart = [
    { when: 'another host', path: there.path.slice(count) },
    { when: 'this host', path: here.path.slice(count) },
  ];
  return {
    heading: headingOf(heading, withoutWhose(a)),
    isExample: a.isExample === true || b.isExample === true,
    path: there.path.slice(0, count),
    apart: apart.filter(({ path }) => path.length > 0),
  };
}
