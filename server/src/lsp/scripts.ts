/** The request behind "Preview the Rules This Script Builds". */

import type { Connection } from 'vscode-languageserver';
import { previewOfRuleset, titleOfRuleset } from '../features/script/preview';
import type { OpenScripts } from './documents';
import { readingOf } from './open-script';
import { type RenderScriptParams, type RenderScriptResult, renderScriptRequest } from './protocol';

/** Registers it; a script without a word of iptables builds nothing. */
export function registerScripts(connection: Connection, scripts: OpenScripts): void {
  connection.onRequest(renderScriptRequest, async ({ uri }: RenderScriptParams): Promise<RenderScriptResult | null> => {
    if (!scripts.get(uri)) return null;
    const readable = await scripts.readable(uri);
    if (!readable) return { rulesets: [] };
    const reading = readingOf(readable.script, readable.parser);
    return {
      rulesets: reading.effect.rulesets.map((ruleset) => {
        const { text, lines } = previewOfRuleset(reading, ruleset);
        const { family } = ruleset;
        return { family, title: titleOfRuleset(ruleset), text, lines: lines.map((line) => line ?? null) };
      }),
    };
  });
}
