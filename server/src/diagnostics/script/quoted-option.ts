/** `iptables "$MATCH"`: an option and its value that quotes make one word of. */

import { actionOfCall } from '../../effect/action';
import type { ReadScript } from '../../effect/read-effect';
import type { Call } from '../../effect/tables';
import { byBoth } from '../../modules/refused-by';
import { exactPlace, scriptPlace } from '../../shell/mapped-text';
import type { Command } from '../../shell/steps';
import { placeAt } from '../../syntax/line-starts';
import { oncePer } from '../../syntax/once';
import type { Span } from '../../syntax/span';
import type { SeveritySettings } from '../check';
import type { Change, Fix } from '../finding';
import { findingPlace } from './places';
import type { WordFinding } from './words';

const code = 'malformed-rule';

/** One finding for each command with such a word, which says it all. */
export function quotedOptions(script: ReadScript, settings: SeveritySettings): WordFinding[] {
  const chosen = Object.hasOwn(settings, code) ? settings[code] : undefined;
  if (chosen === 'off') return [];
  return script.groups.flatMap(optionsWithBlanks).map(({ call, found }) => {
    const program = call.program.family === 'ipv4' ? 'iptables' : 'ip6tables';
    return {
      call,
      code,
      severity: chosen ?? 'error',
      ...findingPlace(script, found.place),
      message: `In quotes ${found.text} is one word, and no option. Take the quotes off. ${program} refuses it.`,
      refusedBy: byBoth,
      dependsOnHost: false,
      fixes: () => withoutQuotes(script, found.place),
      related: [],
      unnecessary: false,
      deprecated: false,
    };
  });
}

const optionsWithBlanks = oncePer((calls: readonly Call[]) =>
  calls.flatMap((call) => {
    const found = call.kind === 'command' ? optionWithBlank(call) : undefined;
    return found ? [{ call, found }] : [];
  }),
);

/** The first word where an option stands that holds a blank behind the option's name. */
function optionWithBlank(call: Command): { text: string; place: Span } | undefined {
  const { line, rule } = actionOfCall(call);
  if (!line.text.includes('"-')) return undefined;
  const name = rule().parts.find((part) => /^--?[a-zA-Z][\w-]*[ \t]/.test(part.name.value))?.name;
  if (!name) return undefined;
  const [start, end] = line.text[name.start] === '"' ? [name.start + 1, name.end - 1] : [name.start, name.end];
  const exact = exactPlace(line, start, end);
  return { text: name.value, place: exact ?? scriptPlace(line, start, end) };
}

function withoutQuotes({ text, starts }: ReadScript, { start, end }: Span): Fix[] {
  const quote = text.charAt(start - 1);
  if (!/["']/.test(quote) || text.charAt(end) !== quote || !/^[\w $.,:/={}-]+$/.test(text.slice(start, end))) return [];
  const deleted = (at: number): Change => ({ start: placeAt(starts, at), end: placeAt(starts, at + 1), text: '' });
  return [{ title: 'Take the quotes off', certain: false, changes: [deleted(start - 1), deleted(end)] }];
}
