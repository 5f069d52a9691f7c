// Damage as it comes: characters and lines lost, doubled, swapped or replaced by what parsers stumble over.

import { below, pick, type Random } from './random';

/** A stretch of a text and what replaces it. */
export interface Edit {
  from: number;
  until: number;
  text: string;
}

const troublesome = [
  ...'\0\r\n\t "\'\\[]:;!#*-+&<>|`~=,/.0',
  ...[
    '\r\n',
    '😀',
    'ü',
    '\ud83d',
    '\u00a0',
    '\u201c',
    '\u2014',
    '\ufeff',
    '\u2028',
    '-A',
    ':A - [0:0]',
    'COMMIT\n',
    '*nat\n',
  ],
  ...[
    '```\n',
    '\\n',
    '&quot;',
    '[0:0',
    '"'.repeat(9),
    '2024-05-01T12:00:00Z ',
    ' -m',
    '! ',
    '-j ISTIO_OUTPUT',
    ' '.repeat(40),
  ],
];

/** One damage of a text: at its characters or at its lines. */
export function damage(random: Random, text: string): Edit {
  const from = below(random, text.length + 1);
  const until = Math.min(text.length, from + 1 + below(random, 4));
  const [lineStart, lineEnd] = lineAround(text, from);
  const [otherStart, otherEnd] = lineAround(text, below(random, text.length + 1));
  switch (below(random, 8)) {
    case 0:
      return { from, until, text: '' };
    case 1:
      return { from, until, text: text.slice(from, until).repeat(2) };
    case 2:
      return { from, until, text: [...text.slice(from, until)].reverse().join('') };
    case 3:
      return { from: lineStart, until: lineEnd, text: '' };
    case 4:
      return { from: lineStart, until: lineStart, text: text.slice(otherStart, otherEnd) };
    case 5:
      return { from: lineStart, until: lineEnd, text: text.slice(otherStart, otherEnd) };
    case 6:
      return { from, until, text: pick(random, troublesome) };
    default:
      return { from, until: from, text: pick(random, troublesome) };
  }
}

function lineAround(text: string, offset: number): [number, number] {
  const end = text.indexOf('\n', offset);
  return [text.lastIndexOf('\n', offset - 1) + 1, end < 0 ? text.length : end + 1];
}
