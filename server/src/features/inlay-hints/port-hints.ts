/** Which ports of a rule have a name that is certain, and where they stand. */

import { certainPort } from '../../knowledge/port-names';
import type { PortKnowledge } from '../../knowledge/ports';
import type { Value } from '../../modules/types';
import type { Word } from '../../syntax/words';
import { parameterValue, type RulePlace } from '../hover/place';

/** What a port is whose number ends at a column. */
export interface NamedPort {
  end: number;
  known: PortKnowledge;
}

/** The ports of a rule that are certain, in the order of the text. */
export function namedPorts(place: RulePlace): NamedPort[] {
  const protocol = parameterValue(place, 'protocol');
  return place.rule.parts.flatMap(({ option, values }) =>
    values.flatMap((word, i) => {
      const kind = option?.values?.[i]?.kind;
      return (kind && !word.quoted ? singlePorts(kind, word) : []).flatMap(({ port, end }) => {
        const known = certainPort(place.ruleset, port, protocol);
        return known ? [{ end, known }] : [];
      });
    }),
  );
}

function singlePorts(kind: Value['kind'], word: Word): { port: string; end: number }[] {
  switch (kind) {
    case 'port':
    case 'port-range':
    case 'nat-ports':
      return [{ port: word.value, end: word.end }];
    case 'port-list':
      return itemsOf(word);
    case 'nat-address':
      return [{ port: behindAddress.exec(word.value)?.[1] ?? '', end: word.end }];
    default:
      return [];
  }
}

/** IPv6 addresses stand in brackets before a port. */
const behindAddress = /^(?:[^:]*|\[[^\]]*\][^:]*):(\d+)$/;

function itemsOf({ value, start }: Word): { port: string; end: number }[] {
  let end = start - 1;
  return value.split(',').map((port) => {
    end += port.length + 1;
    return { port, end };
  });
}
