/** Markdown of hovers. Text out of a dump is hostile: it only ever gets in through `code`. */

/** Longer pieces of a dump are cut. */
const longestCode = 160;

/** Control characters, invisible ones, and those that turn the direction of the text. */
const unseen = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * Any text as inline code that nothing in it can end: the fence is longer than its longest run of backticks. Characters
 * that do not show are replaced; empty text becomes two quotation marks.
 */
export function code(text: string): string {
  const cut = text.length > longestCode ? `${text.slice(0, longestCode)}…` : text;
  const seen = (cut.trim() === '' ? `"${cut}"` : cut).replace(unseen, '\ufffd');
  const longestRun = Math.max(0, ...(seen.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longestRun + 1);
  const padding = longestRun > 0 ? ' ' : '';
  return `${fence}${padding}${seen}${padding}${fence}`;
}

/** The first line of a hover: what stands here, and what that is. */
export function title(text: string, what: string): string {
  return `**${code(text)}** · ${what}`;
}

/** Blocks one below the other; those that are empty or missing fall out. */
export function blocks(...texts: (string | undefined)[]): string {
  return texts.filter((text) => text).join('\n\n');
}

/** A list below a heading in bold; '' without items. */
export function section(heading: string, items: readonly string[]): string {
  return items.length > 0 ? blocks(`**${heading}**`, bullets(items)) : '';
}

/** A list of points; '' without items. */
export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** `a`, `a and b`, `a, b and c`. */
export function andList(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
