/** The addresses of previews: which script, and which of its rulesets. */

import { Uri } from 'vscode';

/** The scheme of the documents that show what scripts build. */
export const scheme = 'iptables-lens-rules';

/** One ruleset of a script. */
export interface RulesOf {
  script: Uri;
  /** As the server calls it: `IPv6`. */
  title: string;
}

/** The last part of the path is what the tab says; its end makes the document a dump. */
export function rulesUri({ script, title }: RulesOf): Uri {
  const path = `${script.path} (${title.replace(/[/\\]/g, '-')}).iptables`;
  return Uri.from({ scheme, path, query: JSON.stringify([script.toString(), title]) });
}

/** What such an address names; undefined for all others. */
export function rulesOf(uri: Uri): RulesOf | undefined {
  if (uri.scheme !== scheme) return undefined;
  const [script, title] = JSON.parse(uri.query) as [string, string];
  return { script: Uri.parse(script), title };
}
