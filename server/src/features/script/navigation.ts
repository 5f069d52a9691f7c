/** Definition, references and highlights of the chains that a script's calls name. */

import { type DocumentHighlight, DocumentHighlightKind, type Location } from 'vscode-languageserver-types';
import type { ReadScript } from '../../effect/read-effect';
import type { Place } from '../../syntax/dump';
import { offsetAt } from '../../syntax/line-starts';
import { type ChainMention, mentionsAt } from './chain-mentions';
import { rangeIn } from './places';

/** Where the chain at a place is made; for one that nothing here makes, where it is first named. Empty where no chain name stands. */
export function scriptDefinition(script: ReadScript, uri: string, place: Place): Location[] {
  const mentions = mentionsOf(script, place);
  const made = mentions.filter(({ declares }) => declares);
  return (made.length > 0 ? made : mentions.slice(0, 1)).map(({ span }) => ({ uri, range: rangeIn(script, span) }));
}

/** All places where the chain at a place is named. Empty where no chain name stands. */
export function scriptReferences(
  script: ReadScript,
  uri: string,
  place: Place,
  includeDeclaration: boolean,
): Location[] {
  return mentionsOf(script, place)
    .filter(({ declares }) => includeDeclaration || !declares)
    .map(({ span }) => ({ uri, range: rangeIn(script, span) }));
}

/** The same places, written where the chain is made, else read. */
export function scriptHighlights(script: ReadScript, place: Place): DocumentHighlight[] {
  return mentionsOf(script, place).map(({ span, declares }) => ({
    range: rangeIn(script, span),
    kind: declares ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}

function mentionsOf(script: ReadScript, place: Place): ChainMention[] {
  const offset = offsetAt(script.starts, place);
  return offset === undefined ? [] : mentionsAt(script, offset);
}
