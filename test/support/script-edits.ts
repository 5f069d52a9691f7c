/** Edits as people make them in scripts, those among them that leave a quote or a statement open. */

import { below, pick, type Random } from './random';

const snippets = [
  'x',
  ' ',
  '\n',
  '"',
  "'",
  '$',
  '#',
  ';',
  '|',
  '&& ',
  '{ ',
  '}\n',
  'fi\n',
  'if true; then\n',
  'done\n',
  '(',
  ')',
  '\\',
  '`',
  '${',
  '<<EOF',
  'case x in\n',
];
const lines = [
  'iptables -N NEW',
  'LAN=eth7',
  'f() {',
  '}',
  'exit 0',
  'cat <<EOF',
  'EOF',
  '[[ -n $A',
  'set -e',
  'IPT=iptables',
  'unset LAN',
];

/** So many letters at the head of a script hold the variables and functions that everything behind them uses. */
const head = 400;

/** A character typed or taken away, a line added, moved or taken away; now and then the word that ends a statement is damaged. */
function editedOnce(random: Random, text: string): string {
  const at = below(random, (below(random, 3) === 0 ? Math.min(head, text.length) : text.length) + 1);
  const lineAt = text.lastIndexOf('\n', at - 1) + 1;
  const behind = text.indexOf('\n', at) + 1 || text.length;
  switch (below(random, 7)) {
    case 0:
    case 1:
      return text.slice(0, at) + pick(random, snippets) + text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(at + 1 + below(random, 3));
    case 3:
      return `${text.slice(0, lineAt)}${pick(random, lines)}\n${text.slice(lineAt)}`;
    case 4:
      return text.slice(0, lineAt) + text.slice(behind);
    case 5:
      return text.slice(0, at) + text.slice(at).replace(/\b(?:fi|done|esac)\b|^\}/m, '$&x');
    default:
      return text.slice(0, lineAt) + text.slice(behind) + text.slice(lineAt, behind);
  }
}

/** An edit, or several at once, as with a cursor in each of the places. */
export function edited(random: Random, text: string): string {
  const once = editedOnce(random, text);
  return below(random, 4) === 0 ? editedOnce(random, once) : once;
}
