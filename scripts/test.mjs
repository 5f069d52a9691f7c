/** `npm test`: type check, lint and every test that the machine allows; works on a fresh clone. */

import { useTypeScript } from './set-up.mjs';

await useTypeScript();
const { test } = await import('./test.ts');
await test();
