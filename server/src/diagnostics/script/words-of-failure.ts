/** What becomes of a script when one of its commands fails. */

import type { Call } from '../../effect/tables';

/** Put behind "fails": the script ends there, as `set -e` has it; '' where it goes on. */
export function thenEnds({ onFailure }: Call): string {
  return onFailure === 'ends' ? ' and ends the script' : '';
}
