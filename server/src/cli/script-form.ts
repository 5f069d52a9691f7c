/** Which files of the command line are scripts. */

import { basename } from 'node:path';
import type { ScriptForm } from '../shell/read-script';
import type { Input } from './input';

/** How a file holds shell, by its name or its first line; undefined for all others, which are dumps. */
export function scriptFormOf({ name, text }: Input): ScriptForm | undefined {
  const base = basename(name);
  if (/^(?:Dockerfile|Containerfile)|\.(?:docker|container)file$/i.test(base)) return 'dockerfile';
  if (base.endsWith('.service')) return 'systemd';
  return /\.(?:ba|da|a|k)?sh$/.test(base) || /^#![^\n]*\b(?:ba|da|a|k)?sh\b/.test(text) ? 'shell' : undefined;
}
