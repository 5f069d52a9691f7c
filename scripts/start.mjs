/** `npm start [FILE|FOLDER] [-- --browser]`: builds the extension and opens a real VS Code on it; works on a fresh clone. */

import { useTypeScript } from './set-up.mjs';

await useTypeScript();
const { start } = await import('./start.ts');
await start(process.argv.slice(2));
