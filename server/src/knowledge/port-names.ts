/** The names of ports, where they are certain in a dump. */

import type { PortNames } from '../packets/end-words';
import type { Ruleset } from '../ruleset/ruleset';
import { type Evidence, evidenceOf, speaksFor } from './evidence';
import { type PortKnowledge, portKnowledge } from './ports';

/**
 * What a port given as a decimal number is, if that holds anywhere or if the chains of the dump speak for the system whose
 * port it is; with the name that fits the mode of Istio. With a protocol that the port is not known for, undefined.
 */
export function certainPort(ruleset: Ruleset, port: string, protocol?: string): PortKnowledge | undefined {
  const known = /^\d{1,5}$/.test(port) ? portKnowledge(Number(port), protocol) : undefined;
  if (!known || known.system === 'common') return known;
  const evidence = evidenceOf(ruleset);
  if (!speaksFor(evidence, known.system)) return undefined;
  return { ...known, name: nameIn(evidence, known) };
}

/** What a port is called by the mode of Istio that the dump speaks for. */
export function nameIn({ flavour }: Evidence, { name, inAmbient }: PortKnowledge): string {
  return flavour === 'ambient' || flavour === 'ztunnel-node' ? (inAmbient ?? name) : name;
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
