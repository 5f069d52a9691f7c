/** The cheap question whether a text has to do with iptables at all. */

/** False when no call of iptables can stand in the text: then there is nothing to read. */
export function mentionsIptables(text: string): boolean {
  return /ip(?:v?[46])?_?tables|xtables|\bip(?:v?[46])?t(?:bl)?[46]?(?:\b|_)/i.test(text);
}
