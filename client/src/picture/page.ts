/** The page in the panel of a picture: what is allowed there, and all of it that does not change. */

import type { Uri, Webview } from 'vscode';

/** The page, without the picture: that comes as a message. Nothing is loaded but the script, and nothing is run but it. */
export function pageOf(webview: Webview, script: Uri, { title, style }: { title: string; style: string }): string {
  const nonce = randomName();
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style nonce="${nonce}">${style}${ownStyle}</style>
</head>
<body>
<main>
<div id="stage"></div>
<div id="tools" role="toolbar" aria-label="View">
<button id="nearer" title="Zoom in (+)" aria-label="Zoom in">+</button>
<button id="farther" title="Zoom out (-)" aria-label="Zoom out">−</button>
<button id="whole" title="Show all (0)" aria-label="Show all">⤢</button>
</div>
</main>
<script nonce="${nonce}" src="${webview.asWebviewUri(script)}"></script>
</body>
</html>
`;
}

const ownStyle = [
  'html,body{margin:0;padding:0;height:100%;overflow:hidden;background:var(--vscode-editor-background)}',
  '#stage{position:absolute;inset:0;touch-action:none}#stage svg{display:block;user-select:none}',
  '#tools{position:absolute;right:10px;bottom:10px;display:flex;gap:4px}',
  '#tools button{width:28px;height:28px;border:1px solid var(--vscode-contrastBorder,transparent);border-radius:4px;font-size:16px;cursor:pointer;color:var(--vscode-button-secondaryForeground);background:var(--vscode-button-secondaryBackground)}',
  '#tools button:focus-visible{outline:2px solid var(--vscode-focusBorder)}',
].join('');

function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
