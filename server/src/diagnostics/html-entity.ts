/** `&quot;` and its like from the source of a web page. */

import { byBoth } from '../modules/refused-by';
import { ruleAt } from '../ruleset/document';
import { htmlEntities } from '../ruleset/rule';
import type { Ruleset } from '../ruleset/ruleset';
import type { Check } from './check';
import { type Change, replace } from './finding';
import { hasEntities } from './paste-damage';

const characters: Record<string, string> = { quot: '"', apos: "'", amp: '&', lt: '<', gt: '>', nbsp: ' ' };

export const htmlEntity: Check = {
  code: 'html-entity',
  severity: 'error',
  run(ruleset, report) {
    const damaged = ruleset.oddLines.filter((index) => {
      const line = ruleset.document.dump.lines[index]!;
      const rule = ruleAt(ruleset.document, index);
      return line.kind === 'rule' && rule !== undefined && hasEntities(line, rule);
    });
    const first = damaged[0];
    if (first === undefined) return;
    const match = htmlEntities.exec(ruleset.document.dump.lines[first]!.text)!;
    report({
      line: first,
      span: { start: match.index, end: match.index + match[0].length },
      message: `${match[0]} is how a web page writes ${shown(match[0])}; iptables reads it letter by letter${damaged.length > 1 ? ` (so on ${damaged.length} lines)` : ''}. Put the plain character.`,
      refusedBy: byBoth,
      fixes: [
        {
          title: 'Replace all HTML entities by their characters',
          certain: true,
          changes: damaged.flatMap((index) => decodeLine(ruleset, index)),
        },
      ],
    });
  },
};

function shown(entity: string): string {
  const character = decode(entity);
  return /\s/.test(character) ? 'a blank' : character;
}

function decodeLine(ruleset: Ruleset, index: number): Change[] {
  const all = new RegExp(htmlEntities.source, 'gi');
  return [...ruleset.document.dump.lines[index]!.text.matchAll(all)].map((match) =>
    replace(index, { start: match.index, end: match.index + match[0].length }, decode(match[0])),
  );
}

/** The character of an entity; a number that is no printable character stays as it is. */
function decode(entity: string): string {
  const name = entity.slice(1, -1).toLowerCase();
  if (!name.startsWith('#')) return characters[name] ?? entity;
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code >= 32 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
}
