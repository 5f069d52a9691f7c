/** The comments `# expect: …`, which say where packets of the dump have to go. */

const head = /^#[ \t]{0,8}expect[ \t]{0,8}:/i;
/** What was meant as such a comment: the arrow is looked for apart. */
const withoutColon = /^#[ \t]{0,8}expect(?=[ \t]{1,8}(?:in|out|forward)[ \t])/i;

/** The column behind `# expect:`, or behind `# expect` where the colon is missing; undefined for any other line. */
export function expectationStart(text: string): number | undefined {
  if (text.charCodeAt(0) !== 35 /* # */) return undefined;
  return head.exec(text)?.[0].length ?? missingColon(text);
}

/** The column where the colon is missing in a comment that says a direction and has an arrow; undefined for any other line. */
export function missingColon(text: string): number | undefined {
  return /->|→/.test(text) ? withoutColon.exec(text)?.[0].length : undefined;
}
