/** Where the packaged extension lies. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './set-up.mjs';

const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The full path of the .vsix that `npm run package` writes. */
export const vsixPath = join(root, `${name}-${version}.vsix`);
