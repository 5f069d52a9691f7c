/** `npm run screenshot`: draws docs/screenshot.png anew from a real VS Code on the damaged example. */

import { useTypeScript } from './set-up.mjs';

await useTypeScript();
const { drawScreenshot } = await import('./screenshot.ts');
await drawScreenshot();
