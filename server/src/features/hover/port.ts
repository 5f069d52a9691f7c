/** What a port means in this dump. */

import { type Evidence, evidenceOf, speaksFor } from '../../knowledge/evidence';
import { nameIn, systemPortName } from '../../knowledge/port-names';
import { type PortKnowledge, portKnowledge } from '../../knowledge/ports';
import { parsePort } from '../../packets/numbers';
import { blocks, code, title } from '../markdown';
import { grouped } from '../numbers';
import { parameterValue, type RulePlace } from './place';

/** Known ports that are named for a range. */
const mostNamed = 6;

/** The meaning of `80`, `http`, `8000:8100` or `8000-8100`; undefined for what is not known. */
export function portText(place: RulePlace, text: string): string | undefined {
  const [first = '', second, ...others] = text.split(/[:-]/);
  if (others.length > 0) return undefined;
  const protocol = parameterValue(place, 'protocol');
  if (second !== undefined) return rangeText(place, text, first, second, protocol);
  const port = parsePort(first);
  const known = port === undefined ? undefined : portKnowledge(port, protocol);
  const name = protocol && /^[\w-]{1,12}$/.test(protocol) ? `${text}/${protocol.toLowerCase()}` : `port ${text}`;
  return known && knownText(evidenceOf(place.ruleset), name, known);
}

/** The name of the port that the rule's target sends packets to, where it is certain; '' otherwise. */
export function targetPortName(place: RulePlace): string {
  const ports = place.rule.parts.find(
    ({ module, option }) => module?.kind === 'target' && (option?.name === 'to-ports' || option?.name === 'on-port'),
  );
  const port = ports?.values[0]?.value;
  return port === undefined ? '' : systemPortName(place.ruleset, port);
}

function knownText(evidence: Evidence, name: string, known: PortKnowledge): string {
  if (speaksFor(evidence, known.system)) return blocks(title(name, nameIn(evidence, known)), known.meaning);
  const others = known.alsoUsedBy ? ` ${known.alsoUsedBy.join(', ')} may use it too.` : '';
  return blocks(
    title(name, `possibly ${known.name} (${known.system})`),
    `${known.meaning} But no chain here speaks for ${known.system}.${others}`,
  );
}

function rangeText(
  place: RulePlace,
  text: string,
  first: string,
  second: string,
  protocol: string | undefined,
): string | undefined {
  const low = first === '' ? 0 : parsePort(first);
  const high = second === '' ? 0xffff : parsePort(second);
  if (low === undefined || high === undefined || low > high) return undefined;
  const size = `${grouped(high - low + 1)} ports, ${low} to ${high}`;
  return blocks(title(text, size), knownWithin(evidenceOf(place.ruleset), low, high, protocol));
}

function knownWithin(evidence: Evidence, low: number, high: number, protocol: string | undefined): string {
  const named = new Map<string, number>();
  for (let port = low; port <= high && named.size <= mostNamed; port++) {
    const known = portKnowledge(port, protocol);
    const name = known && speaksFor(evidence, known.system) ? nameIn(evidence, known) : undefined;
    if (name !== undefined && !named.has(name)) named.set(name, port);
  }
  const items = [...named].slice(0, mostNamed).map(([name, port]) => `${code(String(port))} ${name}`);
  return items.length > 0 ? `Among them: ${items.join(', ')}${named.size > mostNamed ? ' and others' : ''}.` : '';
}
