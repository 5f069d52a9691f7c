/** What `-m addrtype` asks for: of what kind an address is for the whole host, or for one interface of it (net/netfilter/xt_addrtype.c). */

import type { Family } from '../ruleset/tables';
import { addressTypes, type Key, type Values } from './dimensions';
import { parseList } from './numbers';
import type { Reader } from './option-readers';
import { includesValue, normalize, type Ranges, range } from './ranges';
import { always, opaque, type Test } from './tests';

const numberOf = (name: string) => addressTypes.indexOf(name);
const isOneOf = (types: Ranges, name: string) => includesValue(types, numberOf(name));

/** Words of a list by their beginning in any case, as iptables takes them. */
function parseTypes(text: string): Ranges | undefined {
  return parseList(text, (item) => {
    const index = item === '' ? -1 : addressTypes.findIndex((name) => name.startsWith(item.toUpperCase()));
    return index < 0 ? undefined : range(index);
  });
}

/** `--src-type`, `--dst-type`. What an interface has is asked only of addresses that are this host's or go to all. */
export function addressType(key: 'sourceType' | 'destinationType'): Reader {
  return ({ values: [value], inversion, option }, family, all) => {
    const types = parseTypes(value?.value ?? '');
    if (!types || isOfRoutes(types, family)) return undefined;
    const limit = all.map((each) => each.option!.name).find((name) => name.startsWith('limit-iface'));
    const matches = (type: number, hasInterface: boolean) => fits(types, type, hasInterface, family) !== !!inversion;
    const plain: Ranges[] = [];
    const conditional: Test[number][] = [];
    for (const type of addressTypes.keys()) {
      const [own, others] = [matches(type, true), matches(type, limit === undefined)];
      if (own && others) plain.push(range(type));
      if (own === others) continue;
      const [asked] = opaque(`-m addrtype --${option!.name} ${addressTypes[type]} --${limit}`, own);
      conditional.push(new Map<Key, Values>([[key, range(type)], ...asked!]));
    }
    const whole = normalize(plain.flat());
    return whole.length > 0 ? [new Map([[key, whole]]), ...conditional] : conditional;
  };
}

/** `--limit-iface-in`, `--limit-iface-out`: a part of what the types ask for. */
export const limitToInterface: Reader = (_, family, all) => {
  const types = all.flatMap(({ values: [value] }) => parseTypes(value?.value ?? '') ?? []);
  return isOfRoutes(normalize(types.flat()), family) ? undefined : always;
};

/** True for types that only the routes to an IPv6 address tell. */
function isOfRoutes(types: Ranges, family: Family): boolean {
  return family === 'ipv6' && ['ANYCAST', 'UNREACHABLE', 'PROHIBIT'].some((name) => isOneOf(types, name));
}

/**
 * Whether an address of a type fits one of those wanted, where an interface is to have it. What the interface does not have is unicast
 * to IPv4. For IPv6 all that is wanted has to hold, and this host's addresses are unicast too.
 */
function fits(types: Ranges, type: number, hasInterface: boolean, family: Family): boolean {
  const isOwn = type === numberOf('LOCAL');
  if (family === 'ipv4') {
    const isOfInterface = isOwn || type === numberOf('BROADCAST');
    return includesValue(types, isOfInterface && !hasInterface ? numberOf('UNICAST') : type);
  }
  const isToMany = type === numberOf('MULTICAST');
  if (isOneOf(types, 'UNSPEC') || (isOneOf(types, 'MULTICAST') && !isToMany)) return false;
  if (isOneOf(types, 'UNICAST') && isToMany) return false;
  return !isOneOf(types, 'LOCAL') || (isOwn && hasInterface);
}
