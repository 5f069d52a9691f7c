/** The request behind "Preview the Rules This Script Builds". */

import type { Connection } from 'vscode-languageserver';
import { previewOfRuleset, titleOfRuleset } from '../features/script/preview';
import type { OpenScripts } from './documents';
import { type RenderScriptParams, type RenderScriptResult, renderScriptRequest } from './protocol';

/** Registers it; a script without a word of iptables builds nothing. */
export function registerScripts(connection: Connection, scripts: OpenScripts): void {
  connection.onRequest(renderScriptRequest, async ({ uri }: RenderScriptParams): Promise<RenderScriptResult | null> => {
    if (!scripts.get(uri)) return null;
    const script = await scripts.read(uri);
    if (!script) return { rulesets: [] };
    return {
      rulesets: script.effect.rulesets().map((ruleset) => {
        const { text, lines } = previewOfRuleset(script, ruleset);
        const { family } = ruleset;
        return { family, title: titleOfRuleset(ruleset), text, lines: lines.map((line) => line ?? null) };
      }),
    };
  });
}
