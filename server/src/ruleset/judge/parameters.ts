/** What cannot be inverted although its parameter can: any protocol, lists of addresses, all addresses. */

import { byNftOnLoad } from '../../modules/refused-by';
import type { Family } from '../../modules/types';
import { readCNumber } from '../../modules/values/c-number';
import { readIpv4Mask, readIpv6 } from '../../modules/values/ip-address';
import type { RulePart } from '../rule';
import { addProblem, type Judging } from './context';

/** Judges the `!` before parameters of iptables itself. */
export function judgeInvertedParameters(judging: Judging): void {
  const parameters = judging.rule.parts.filter(({ module, option }) => !module && option);
  const addresses = parameters.filter(({ option }) => option!.name === 'source' || option!.name === 'destination');
  const hasList = addresses.some(({ values }) => values[0]?.value.includes(','));
  for (const part of parameters) {
    const { inversion, option, name, values } = part;
    if (!inversion) continue;
    if (option!.name === 'protocol' && judging.protocol?.number === 0) {
      addProblem(judging, 'any-not-invertible', inversion, { option: name.value });
    } else if (!addresses.includes(part)) continue;
    else if (hasList) addProblem(judging, 'list-not-invertible', inversion, { option: name.value });
    else if (namesAll(values[0]?.value ?? '', judging.family)) refuseInNft(judging, part);
  }
}

/** True for a network of all addresses, such as `0.0.0.0/0`. */
export function namesAll(network: string, family: Family): boolean {
  const slash = network.indexOf('/');
  if (slash < 0) return false;
  const mask = network.slice(slash + 1);
  return readCNumber(mask) === 0 || (family === 'ipv4' ? readIpv4Mask(mask) === 0 : readIpv6(mask) === 0n);
}

/** nf_tables makes no test of it that the kernel would take; legacy loads one that never holds. */
function refuseInNft(judging: Judging, { inversion, name, values }: RulePart): void {
  addProblem(judging, 'any-not-invertible', inversion!, {
    option: name.value,
    message: `! ${name.value} ${values[0]!.value} excludes every address, so the rule never matches.`,
    refusedBy: byNftOnLoad,
  });
}
