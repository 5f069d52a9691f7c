/** Lists of names in sentences. */

/** More names than these are not told one by one. */
const mostNames = 6;

/** `a`, `a or b`, `a, b or c`; of a long list the first ones. */
export function oneOf(names: readonly string[]): string {
  return listed(names, 'or');
}

/** `a`, `a and b`, `a, b and c`; of a long list the first ones. */
export function allOf(names: readonly string[]): string {
  return listed(names, 'and');
}

function listed(names: readonly string[], last: string): string {
  if (names.length > mostNames) return `${names.slice(0, mostNames).join(', ')} …`;
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`;
}

/** Chains one after another, as packets go through them; of many the first and the last ones. */
export function shortWay(chains: readonly string[]): string {
  const shown = chains.length > 5 ? [...chains.slice(0, 2), '…', ...chains.slice(-2)] : chains;
  return shown.join(' → ');
}
