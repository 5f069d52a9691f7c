/** The comments `# expect: …`, which say where packets of the dump have to go. */

const head = /^#[ \t]{0,8}expect[ \t]{0,8}:/i;

/** The column behind the colon of `# expect:`; undefined for any other line. */
export function expectationStart(text: string): number | undefined {
  return text.charCodeAt(0) === 35 /* # */ ? head.exec(text)?.[0].length : undefined;
}
