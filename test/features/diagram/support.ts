// Rulesets to draw.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readDocument } from '../../../server/src/ruleset/document';
import { detectFamily } from '../../../server/src/ruleset/family';
import { buildRuleset, type Ruleset } from '../../../server/src/ruleset/ruleset';
import { parseDump } from '../../../server/src/syntax/dump';

/** The ruleset of a file of the project. */
export function drawnRuleset(path: string): Ruleset {
  const text = readFileSync(resolve(path), 'utf8');
  return rulesetOf(text, path);
}

/** The ruleset of a text. */
export function rulesetOf(text: string, name = 'rules.v4'): Ruleset {
  return buildRuleset(readDocument(text, detectFamily(name, parseDump(text)).family));
}
