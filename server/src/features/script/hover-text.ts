/** What a hover in a script says. */

import type { Span } from '../../syntax/span';

export interface ScriptHoverText {
  /** Offsets in the script. */
  span: Span;
  /** Markdown. */
  text: string;
}
