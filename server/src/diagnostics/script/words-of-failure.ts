/** What people call a file with shell in it, and what becomes of it when one of its commands fails. */

import type { ReadScript } from '../../effect/read-effect';
import type { Call } from '../../effect/tables';
import { isOfBuild } from '../../shell/dockerfile';
import type { ScriptForm } from '../../shell/read-script';

/** What people call the file. */
export function fileKind({ form }: ReadScript): string {
  return kinds[form];
}

const kinds: Readonly<Record<ScriptForm, string>> = { shell: 'script', dockerfile: 'Dockerfile', systemd: 'unit' };

/** Put behind "fails": the script ends there, as `set -e` has it; '' where it goes on. */
export function thenEnds({ onFailure, place, certain }: Call, { form }: ReadScript): string {
  if (onFailure !== 'ends') return '';
  if (form === 'systemd') return certain ? ' and stops the unit' : '';
  return isOfBuild(place) ? ' and ends the build' : ' and ends the script';
}
