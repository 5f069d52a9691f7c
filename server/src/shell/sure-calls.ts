/** Calls of iptables that succeed wherever iptables works, whatever the tables hold: scripts ask with them whether it does. */

import { textOf, type Word } from './word';

const builtIn: Readonly<Record<string, readonly string[]>> = {
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  raw: ['PREROUTING', 'OUTPUT'],
  security: ['INPUT', 'FORWARD', 'OUTPUT'],
};
const lists = /^(?:-[nvx]*[LS][nvx]*|--list(?:-rules)?|-[FZ]|--flush|--zero)$/;
const plain = /^(?:-[nvxw]+|--numeric|--verbose|--exact|--line-numbers|--wait|\d{1,4})$/;

/** True for listing, emptying and zeroing a whole table or a chain that it always has, and for a policy of ACCEPT. */
export function surelySucceeds(words: readonly Word[]): boolean {
  let table = 'filter';
  const asked: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const text = textOf(words[i]!.pieces);
    if (text === undefined) return false;
    if (text === '-t' || text === '--table') table = textOf(words[++i]?.pieces ?? []) ?? '';
    else if (!plain.test(text)) asked.push(text);
    if (asked.length > 3) return false;
  }
  if (!Object.hasOwn(builtIn, table)) return false;
  const [verb = '', chain, policy] = asked;
  if (chain !== undefined && !builtIn[table]!.includes(chain)) return false;
  if (verb === '-P' || verb === '--policy') return policy === 'ACCEPT';
  return lists.test(verb) && policy === undefined;
}
