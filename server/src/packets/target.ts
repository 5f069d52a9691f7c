/** What a rule does with the packets that it matches. */

import { findTarget } from '../modules/index';
import type { Rule, RulePart } from '../ruleset/rule';
import { targetOf } from '../ruleset/rule-summary';
import type { Family } from '../ruleset/tables';
import { parseMark } from './numbers';

/** Where a packet goes when the table is done with it. */
export type Verdict =
  /** `ports` undefined: the port stays. */
  | { kind: 'redirect'; ports: string | undefined }
  /** `to` as the rule writes it, a `tproxy` may have no address. */
  | { kind: 'dnat'; to: string }
  | { kind: 'tproxy'; to: string }
  | { kind: 'snat'; to: string }
  | { kind: 'masquerade'; ports: string | undefined }
  | { kind: 'accept' }
  | { kind: 'drop' }
  /** Any other target that ends the way through the table. */
  | { kind: 'target'; name: string };

/** How a target that goes on changes a mark; 'unknown' when that depends on more than the mark itself. */
export interface MarkEffect {
  of: 'mark' | 'connmark';
  change: { value: number; mask: number } | 'unknown';
}

export type Action =
  | { kind: 'none' }
  | { kind: 'jump'; chain: string }
  | { kind: 'goto'; chain: string }
  | { kind: 'return' }
  | { kind: 'continue'; name: string; effect: MarkEffect | undefined }
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
      return { kind: 'continue', name, effect: markEffect(module.name, optionsOf(rule)) };
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
      return { kind: 'tproxy', to: tproxyListener(options) };
    default:
      return { kind: 'target', name };
  }
}

function tproxyListener(options: Options): string {
  const address = options.get('on-ip');
  const port = options.get('on-port') ?? '0';
  return address && !/^[0:.]+$/.test(address) ? `${address}:${port}` : port;
}

/** The change of `--set-xmark value/mask`, to which iptables reduces the other forms. */
function markEffect(name: string, options: Options): MarkEffect | undefined {
  if (name !== 'MARK' && name !== 'CONNMARK') return undefined;
  if (options.has('restore-mark')) return { of: 'mark', change: 'unknown' };
  const of = name === 'MARK' ? 'mark' : 'connmark';
  const [option, text] = [...options].find(([key]) => key.endsWith('-mark') || key === 'set-xmark') ?? ['', ''];
  const parsed = parseMark(text);
  if (!parsed) return { of, change: 'unknown' };
  const { value, mask } = parsed;
  switch (option) {
    case 'set-xmark':
      return { of, change: { value, mask } };
    case 'set-mark':
      return { of, change: { value, mask: (mask | value) >>> 0 } };
    case 'and-mark':
      return { of, change: { value: 0, mask: ~value >>> 0 } };
    case 'or-mark':
      return { of, change: { value, mask: value } };
    case 'xor-mark':
      return { of, change: { value, mask: 0 } };
    default:
      return { of, change: 'unknown' };
  }
}
