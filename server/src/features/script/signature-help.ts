/** Signature help in a script: the values that the option at the cursor takes. */

import type { SignatureHelp } from 'vscode-languageserver-types';
import type { ReadScript } from '../../effect/read-effect';
import type { Place } from '../../syntax/dump';
import { offsetAt } from '../../syntax/line-starts';
import { signatureHelp } from '../signature-help';
import { restoreLineAt, typedLineAt } from './typed-line';
import { rulesetWith } from './typed-ruleset';

/** The option whose value is at a place; undefined where none is due, outside of calls of iptables, and in expansions. */
export function scriptSignatureHelp(script: ReadScript, place: Place): SignatureHelp | undefined {
  const offset = offsetAt(script.starts, place);
  if (offset === undefined) return undefined;
  const typed = typedLineAt(script, offset);
  if (typed) {
    const { action, call, line, column } = typed;
    const { ruleset, index } = rulesetWith(script, call, action.table?.text ?? 'filter', line);
    return signatureHelp(ruleset, index, column);
  }
  const restored = restoreLineAt(script, offset);
  return restored && signatureHelp(restored.transcript.ruleset, restored.index, restored.column);
}
