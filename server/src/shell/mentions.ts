/** The cheap question whether a text has to do with iptables at all. */

/** False when no call of iptables can stand in the text: then there is nothing to read. */
export function mentionsIptables(text: string): boolean {
  return /ip6?tables|xtables|\bip6?t\b/i.test(text);
}
