/** Line ends of Windows: the shell takes the carriage return for a letter of the last word. */

import type { ReadScript } from '../../effect/read-effect';
import { byBoth } from '../../modules/refused-by';
import type { SeveritySettings } from '../check';
import type { Change, Finding } from '../finding';

const code = 'carriage-return';

/** One finding for all such lines of a shell script with iptables, at the first that is more than a comment. */
export function carriageReturns(script: ReadScript, settings: SeveritySettings): Finding[] {
  const chosen = Object.hasOwn(settings, code) ? settings[code] : undefined;
  const { text } = script.text;
  if (script.form !== 'shell' || chosen === 'off' || script.calls.length === 0 || !text.includes('\r\n')) return [];
  const lines = text.split('\n');
  const returns = lines.flatMap((line, index) => (line.endsWith('\r') ? [index] : []));
  const at = returns.find((index) => !/^[ \t]*#(?!!)/.test(lines[index]!));
  if (at === undefined) return [];
  const end = lines[at]!.length;
  return [
    {
      code,
      severity: chosen ?? 'error',
      line: at,
      span: { start: end - 1, end },
      message: message(returns.length, lines[at]!.startsWith('#!')),
      refusedBy: byBoth,
      dependsOnHost: false,
      fixes: [
        {
          title: 'Change all line ends to LF',
          certain: true,
          changes: returns.map((line) => newline(line, lines[line]!.length - 1)),
        },
      ],
      related: [],
      unnecessary: false,
      deprecated: false,
    },
  ];
}

function message(count: number, isFirst: boolean): string {
  const lines = count === 1 ? 'This line ends' : `${count} lines end`;
  const effect = isFirst ? 'the interpreter that it names does not exist' : 'iptables gets DROP\\r for DROP, say';
  return `${lines} with a carriage return (Windows line ends), which the shell takes for a letter: ${effect}. Save the file with LF line ends.`;
}

function newline(line: number, column: number): Change {
  return { start: { line, column }, end: { line: line + 1, column: 0 }, text: '\n' };
}
