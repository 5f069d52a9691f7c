/** What a rule does with the packets that it matches. */

import { findTarget } from '../modules/index';
import type { Rule, RulePart } from '../ruleset/rule';
import { targetOf } from '../ruleset/rule-summary';
import type { Family } from '../ruleset/tables';
import { parseDscp, parseTos } from './match-header';
import { parseMark, parseNumber } from './numbers';

/** Where a packet goes when the table is done with it. */
export type Verdict =
  /** `ports` undefined: the port stays. */
  | { kind: 'redirect'; ports: string | undefined }
  /** `to` as the rule writes it, a `tproxy` may have no address. */
  | { kind: 'dnat'; to: string }
  | { kind: 'tproxy'; to: string; mark: { value: number; mask: number } | undefined }
  | { kind: 'snat'; to: string }
  | { kind: 'masquerade'; ports: string | undefined }
  | { kind: 'netmap'; to: string }
  | { kind: 'accept' }
  | { kind: 'drop' }
  /** `answer`: what is sent back, in the words of `--reject-with`; undefined: what iptables sends unless told. */
  | { kind: 'reject'; answer: string | undefined }
  /** Any other target that ends the way through the table. */
  | { kind: 'target'; name: string };

/** What a target that goes on does to a packet. */
export type Effect =
  /** The bits of the mask cleared, those of the value flipped. */
  | { kind: 'set-mark'; of: MarkName | 'tos'; value: number; mask: number }
  /** The bits of `toMask` cleared, those of the other mark under `fromMask` flipped. */
  | { kind: 'copy-mark'; to: MarkName; toMask: number; fromMask: number }
  /** A change that depends on more than the marks themselves. */
  | { kind: 'change-mark'; of: MarkName }
  /** Connection tracking leaves the packet alone. */
  | { kind: 'untrack' }
  /** So many hops more are left to the packet, or fewer. */
  | { kind: 'count'; of: 'ttl'; by: number }
  | { kind: 'set'; of: 'ttl'; value: number }
  /** Something else about the packet, or about what the host remembers, is not what it was. */
  | { kind: 'change'; of?: 'ttl' | 'tos' | 'length' };

export type MarkName = 'mark' | 'connmark';

export type Action =
  | { kind: 'none' }
  | { kind: 'jump'; chain: string }
  | { kind: 'goto'; chain: string }
  | { kind: 'return' }
  | { kind: 'continue'; name: string; effect: Effect | undefined }
  | { kind: 'end'; verdict: Verdict }
  | { kind: 'unknown'; reason: string };

/** Reads `-j` or `-g` with the target's options. */
export function actionOf(rule: Rule, family: Family): Action {
  const part = targetOf(rule);
  const name = part?.values[0]?.value;
  if (part === undefined || name === undefined) return { kind: 'none' };
  if (part.option?.name === 'goto') return { kind: 'goto', chain: name };
  const module = findTarget(name, family);
  if (!module) return { kind: 'jump', chain: name };
  switch (module.terminating) {
    case 'returns':
      return { kind: 'return' };
    case 'no':
      return { kind: 'continue', name, effect: effectOf(module.name, optionsOf(rule)) };
    case 'yes':
      return { kind: 'end', verdict: verdictOf(module.name, optionsOf(rule)) };
    default:
      return { kind: 'unknown', reason: `what ${name} does with a packet depends on more than the dump` };
  }
}

type Options = ReadonlyMap<string, string>;

function optionsOf(rule: Rule): Options {
  const own = rule.parts.filter((part: RulePart) => part.module?.kind === 'target' && part.option);
  return new Map(own.map((part) => [part.option!.name, part.values[0]?.value ?? '']));
}

function verdictOf(name: string, options: Options): Verdict {
  switch (name) {
    case 'ACCEPT':
      return { kind: 'accept' };
    case 'DROP':
      return { kind: 'drop' };
    case 'REDIRECT':
      return { kind: 'redirect', ports: options.get('to-ports') };
    case 'MASQUERADE':
      return { kind: 'masquerade', ports: options.get('to-ports') };
    case 'DNAT':
      return { kind: 'dnat', to: options.get('to-destination') ?? 'its own address' };
    case 'SNAT':
      return { kind: 'snat', to: options.get('to-source') ?? 'its own address' };
    case 'TPROXY':
      return { kind: 'tproxy', to: tproxyListener(options), mark: parseMark(options.get('tproxy-mark') ?? '0/0') };
    case 'NETMAP':
      return { kind: 'netmap', to: options.get('to') ?? 'another network' };
    case 'REJECT':
      return { kind: 'reject', answer: options.get('reject-with') };
    default:
      return { kind: 'target', name };
  }
}

function tproxyListener(options: Options): string {
  const address = options.get('on-ip');
  const port = options.get('on-port') ?? '0';
  return address && !/^[0:.]+$/.test(address) ? `${address}:${port}` : port;
}

/** Targets that change what later rules may ask for, apart from marks. */
const changing = new Set(
  'CHECKSUM CONNSECMARK DNPT ECN RATEEST SECMARK SET SNPT SYNPROXY TCPMSS TCPOPTSTRIP'.split(' '),
);

function effectOf(name: string, options: Options): Effect | undefined {
  if (name === 'NOTRACK' || (name === 'CT' && options.has('notrack'))) return { kind: 'untrack' };
  if (name === 'MARK' || name === 'HMARK') return markEffect('mark', options);
  if (name === 'CONNMARK') return connmarkEffect(options);
  if (name === 'TTL' || name === 'HL') return hopsEffect(options);
  if (name === 'TOS' || name === 'DSCP') return tosEffect(options);
  // It may add the option.
  if (name === 'TCPMSS') return { kind: 'change', of: 'length' };
  return changing.has(name) ? { kind: 'change' } : undefined;
}

function hopsEffect(options: Options): Effect {
  const [option = '', text = ''] = [...options][0] ?? [];
  const number = parseNumber(text, 0xff);
  if (number === undefined) return { kind: 'change', of: 'ttl' };
  if (option.endsWith('-set')) return { kind: 'set', of: 'ttl', value: number };
  return { kind: 'count', of: 'ttl', by: option.endsWith('-dec') ? -number : number };
}

function tosEffect(options: Options): Effect {
  const [option = '', text = ''] = [...options][0] ?? [];
  const isDscp = option.startsWith('set-dscp');
  const parsed = isDscp ? parseDscp(text) : parseTos(text);
  if (!parsed) return { kind: 'change', of: 'tos' };
  const { value, mask } = parsed;
  switch (option) {
    case 'and-tos':
      return { kind: 'set-mark', of: 'tos', value: 0, mask: ~value & 0xff };
    case 'or-tos':
      return { kind: 'set-mark', of: 'tos', value, mask: value };
    case 'xor-tos':
      return { kind: 'set-mark', of: 'tos', value, mask: 0 };
    default:
      return { kind: 'set-mark', of: 'tos', value, mask };
  }
}

/** Saving and restoring take masks of both marks (libxt_CONNMARK); shifting is not followed. */
function connmarkEffect(options: Options): Effect {
  const to = options.has('save-mark') ? 'connmark' : options.has('restore-mark') ? 'mark' : undefined;
  if (!to) return markEffect('connmark', options);
  if (isShifted(options)) return { kind: 'change-mark', of: to };
  const both = options.get('mask');
  const ctmask = parseMark(both ?? options.get('ctmask') ?? '0xffffffff');
  const nfmask = parseMark(both ?? options.get('nfmask') ?? '0xffffffff');
  if (!ctmask || !nfmask) return { kind: 'change-mark', of: to };
  const [toMask, fromMask] = to === 'connmark' ? [ctmask, nfmask] : [nfmask, ctmask];
  return { kind: 'copy-mark', to, toMask: toMask.value, fromMask: fromMask.value };
}

/** The change of `--set-xmark value/mask`, to which iptables reduces the other forms. */
function markEffect(of: MarkName, options: Options): Effect {
  const [option, text] = [...options].find(([key]) => key.endsWith('-mark') || key === 'set-xmark') ?? ['', ''];
  const parsed = parseMark(text);
  if (!parsed || isShifted(options)) return { kind: 'change-mark', of };
  const { value, mask } = parsed;
  switch (option) {
    case 'set-xmark':
      return { kind: 'set-mark', of, value, mask };
    case 'set-mark':
      return { kind: 'set-mark', of, value, mask: (mask | value) >>> 0 };
    case 'and-mark':
      return { kind: 'set-mark', of, value: 0, mask: ~value >>> 0 };
    case 'or-mark':
      return { kind: 'set-mark', of, value, mask: value };
    case 'xor-mark':
      return { kind: 'set-mark', of, value, mask: 0 };
    default:
      return { kind: 'change-mark', of };
  }
}

function isShifted(options: Options): boolean {
  return options.has('left-shift-mark') || options.has('right-shift-mark');
}
