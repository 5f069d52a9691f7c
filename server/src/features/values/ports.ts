/** Protocols, ports, targets of NAT and IPv6 header options in words. */

import { protocolName, protocolNumber } from '../../modules/protocols';
import { parsePort } from '../../packets/numbers';
import { orList } from '../../packets/phrases';
import { andList } from '../markdown';
import { counted, grouped } from '../numbers';
import { type Decoders, meaning, type ValueContext, type ValueMeaning, withName } from './meaning';
import { wholeNumber } from './quantities';

type Kinds = 'protocol' | 'port' | 'port-range' | 'port-list' | 'nat-address' | 'nat-ports' | 'ipv6-header-options';

export const portDecoders: Decoders<Kinds> = {
  protocol: (_, text, context) => protocol(text, context),
  port: (_, text, context) => portItem(text, context),
  'port-range': (_, text, context) => portItem(text, context),
  'port-list': (_, text, context) => portList(text, context),
  'nat-address': (_, text, context) => natAddress(text, context),
  'nat-ports': (_, text, context) => natPorts(text, context),
  'ipv6-header-options': (_, text) => headerOptions(text),
};

/** Names as people write them; others are in capitals. */
const properNames: Readonly<Record<string, string>> = {
  icmpv6: 'ICMPv6',
  'ipv6-icmp': 'ICMPv6',
  l2tp: 'L2TP',
  ipv6: 'IPv6-in-IP',
};

/** `TCP`, `ICMPv6`; 'any protocol' for 0; a name that nobody but the host knows in quotes. */
function protocol(text: string, { quote }: ValueContext): ValueMeaning {
  const number = protocolNumber(text);
  if (number === undefined) {
    const other = wholeNumber(text);
    return other === undefined ? meaning(`protocol ${quote(text)}`) : meaning(`protocol ${other}`);
  }
  if (number === 0) return { phrase: 'any protocol', is: 'any protocol' };
  const name = protocolName(number);
  if (name.startsWith('protocol ')) return meaning(name);
  const proper = properNames[name] ?? name.toUpperCase();
  return { phrase: proper, is: `${proper}, protocol ${number}` };
}

function portItem(text: string, context: ValueContext): ValueMeaning | undefined {
  const [first = '', second, ...others] = text.split(':');
  if (others.length > 0 || (first === '' && second === undefined)) return undefined;
  if (second === undefined) return meaning(portPhrase(first, context));
  return ports(first === '' ? '0' : first, second === '' ? '65535' : second, context);
}

function ports(first: string, last: string, context: ValueContext): ValueMeaning {
  const [low, high] = [parsePort(first), parsePort(last)];
  if (low === undefined || high === undefined)
    return meaning(`ports ${context.quote(first)} to ${context.quote(last)}`);
  if (low === 0 && high === 0xffff) return meaning('any port');
  if (low === high) return meaning(portPhrase(first, context));
  const [from, to] = low < high ? [low, high] : [high, low];
  const falling = low > high ? ['The ends stand the wrong way round.'] : [];
  return meaning(`ports ${from}–${to}`, `${grouped(to - from + 1)} ports, ${from} to ${to}.`, ...falling);
}

function portPhrase(text: string, context: ValueContext): string {
  const number = parsePort(text);
  if (number === undefined) return `port ${context.quote(text)}`;
  return `port ${withName(String(number), portName(number, context))}`;
}

function portName(number: number, { nameOf, protocol }: ValueContext): string | undefined {
  return nameOf?.(protocol === 'tcp' || protocol === 'udp' ? protocol : 'port', number);
}

/** `port 22 (SSH), 80 (HTTP), or 8000–8100`. */
function portList(text: string, context: ValueContext): ValueMeaning | undefined {
  const items = text.split(',').map((item) => portItem(item, context)?.phrase);
  if (items.includes(undefined)) return undefined;
  const bare = items.map((item) => item!.replace(/^ports? /, ''));
  if (bare.length === 1) return meaning(items[0]!);
  return meaning(`port ${orList(bare)}`, `${counted(bare.length, 'port')} or ranges.`);
}

/** `10.0.0.1:80`, `[2001:db8::1]:80`, `10.0.0.1-10.0.0.9`, `:80`. */
function natAddress(text: string, context: ValueContext): ValueMeaning | undefined {
  const [, bracketed, plain, portText] =
    /^(?:\[([^[\]]*)\](?:-\[[^[\]]*\])?|([^:[\]]*))(?::([^:]*))?$/.exec(text) ?? [];
  const whole = bracketed === undefined && plain === undefined;
  const address = whole ? text : text.slice(0, text.length - (portText === undefined ? 0 : portText.length + 1));
  const goal = address === '' ? '' : addressPhrase(address.replace(/[[\]]/g, ''), context);
  const port = portText ? natPorts(portText, context) : undefined;
  if (goal && port) return { ...port, phrase: `${goal} ${port.phrase}` };
  return goal ? meaning(goal) : port;
}

function addressPhrase(text: string, { quote }: ValueContext): string {
  const [first = '', last] = text.split('-');
  return last === undefined ? quote(first) : `one of ${quote(first)}–${quote(last)}`;
}

function natPorts(text: string, context: ValueContext): ValueMeaning | undefined {
  const [range = '', base] = text.split('/');
  const [first = '', last] = range.split('-');
  if (first === '') return undefined;
  const found = last === undefined ? meaning(portPhrase(first, context)) : ports(first, last, context);
  return base === undefined
    ? found
    : { ...found, more: [...(found.more ?? []), `The first of them stands for port ${context.quote(base)}.`] };
}

const headerOptionNames: Readonly<Record<number, string>> = {
  0: 'padding of one byte',
  1: 'padding',
  5: 'router alert',
  194: 'jumbo payload',
  201: 'home address',
};

/** `type[:length]` of IPv6 header options. */
function headerOptions(text: string): ValueMeaning | undefined {
  const items = text.split(',').map((item) => {
    const [type = '', length] = item.split(':').map(wholeNumber);
    if (typeof type !== 'number' || (item.includes(':') && length === undefined)) return undefined;
    return `${withName(String(type), headerOptionNames[type])}${length === undefined ? '' : ` of ${counted(length as number, 'byte')}`}`;
  });
  return items.includes(undefined) ? undefined : meaning(andList(items.map((item) => item!)));
}
