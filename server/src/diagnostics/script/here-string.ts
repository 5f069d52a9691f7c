/** `<<<` in a script for sh. */

import type { ReadScript } from '../../effect/read-effect';
import type { Fix } from '../finding';
import type { ScriptCheck } from './check';

export const hereString: ScriptCheck = {
  code: 'here-string',
  severity: 'warning',
  place: ({ call, span }) => span ?? call.span,
  message: () =>
    'sh does not know <<< on Debian, Ubuntu and Alpine, and the script ends here with a syntax error. Use <<EOF, or bash.',
  fixes: (_, script) => withBash(script),
};

function withBash({ text: { text }, form }: ReadScript): Fix[] {
  const [found, start = ''] = /^(#! *)(?:\/usr)?\/bin\/(?:env +)?(?:sh|dash|ash)(?=\s)/.exec(text) ?? [];
  if (form !== 'shell' || found === undefined) return [];
  const at = (column: number) => ({ line: 0, column });
  const change = { start: at(start.length), end: at(found.length), text: '/bin/bash' };
  return [{ title: 'Have bash run the script', certain: false, changes: [change] }];
}
