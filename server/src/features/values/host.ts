/** What a value means only on the host where the rule is loaded. */

import { protocolNumber } from '../../modules/protocols';
import type { Value } from '../../modules/types';
import { parseAddress } from '../../packets/addresses';
import { parsePort } from '../../packets/numbers';
import type { Family } from '../../ruleset/tables';
import { wholeNumber } from './quantities';

/** A sentence on what depends on the host; undefined where the value says everything itself. */
export function hostDependence(value: Value, text: string, family: Family): string | undefined {
  switch (value.kind) {
    case 'owner':
      return ownNumber(text.split('-'))
        ? undefined
        : `Which number this ${value.of} has depends on the host; it is looked up when the rule is loaded.`;
    case 'protocol':
      return protocolNumber(text) === undefined
        ? 'Which protocol has this name depends on the host (`/etc/protocols`).'
        : undefined;
    case 'port':
    case 'port-range':
    case 'port-list':
    case 'nat-ports':
      return serviceDependence(text);
    case 'interface':
      return /^(?:lo|\+)$/.test(text)
        ? undefined
        : 'Which interfaces there are depends on the host; iptables does not ask.';
    case 'set-name':
      return 'What is in the set depends on the host (`ipset list`); it has to exist when the rule is loaded.';
    case 'text':
      return value.hostObject === undefined ? undefined : `Depends on the host: it needs ${value.hostObject}.`;
    case 'named-number':
      return ownNumber(text.split('/'))
        ? undefined
        : `Which number this is depends on the host (\`${value.namesIn}\`).`;
    case 'connection-label':
      return ownNumber([text]) ? undefined : 'Which label this is depends on the host (`/etc/xtables/connlabel.conf`).';
    case 'address':
    case 'address-with-mask':
    case 'address-list':
      return isHostName(text, family)
        ? 'A host name: its addresses are looked up once, when the rule is loaded, and depend on the host.'
        : undefined;
    default:
      return undefined;
  }
}

function ownNumber(texts: readonly string[]): boolean {
  return texts.every((text) => wholeNumber(text) !== undefined);
}

/** Names of services that are not the same everywhere. */
function serviceDependence(text: string): string | undefined {
  const names = text.split(/[,:/-]/).filter((item) => item !== '' && wholeNumber(item) === undefined);
  if (names.length === 0) return undefined;
  const known = names.every((name) => parsePort(name) !== undefined);
  return known
    ? 'Service names are looked up on the host (`/etc/services`).'
    : 'Which port this service name stands for depends on the host (`/etc/services`).';
}

function isHostName(text: string, family: Family): boolean {
  return text.split(',').some((item) => {
    const address = item.split('/')[0]!;
    return /[g-z]/i.test(address) && !address.includes(':') && parseAddress(address, family) === undefined;
  });
}
