/** The names of ports, where they are certain in a dump. */

import type { PortNames } from '../packets/end-words';
import type { Ruleset } from '../ruleset/ruleset';
import { evidenceOf, speaksFor } from './evidence';
import { type PortKnowledge, portKnowledge } from './ports';

/**
 * What a port given as a decimal number is, if that holds anywhere or if the chains of the dump speak for the system whose
 * port it is. With a protocol that the port is not known for, undefined.
 */
export function certainPort(ruleset: Ruleset, port: string, protocol?: string): PortKnowledge | undefined {
  const known = /^\d{1,5}$/.test(port) ? portKnowledge(Number(port), protocol) : undefined;
  if (!known || known.system === 'common') return known;
  return speaksFor(evidenceOf(ruleset), known.system) ? known : undefined;
}

/** The name of a port of a system that the dump speaks for; '' for others, those that everybody knows among them. */
export function systemPortName(ruleset: Ruleset, port: string): string {
  const known = certainPort(ruleset, port);
  return known && known.system !== 'common' ? known.name : '';
}

/** The same in brackets, for the text behind a port. */
export function portNames(ruleset: Ruleset): PortNames {
  return (port) => {
    const name = systemPortName(ruleset, port);
    return name && ` (${name})`;
  };
}
