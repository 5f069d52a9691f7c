// -j MARK: set the mark of the packet.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'MARK',
  families: ['ipv4', 'ipv6'],
  terminating: 'no',
  needsOneOf: ['set-xmark', 'set-mark', 'and-mark', 'or-mark', 'xor-mark'],
  summary: 'Changes the mark of the packet; the packet goes on to the next rule.',
  note: 'The mark steers routing rules, traffic control and later rules of this host. In the table mangle, chain OUTPUT, a changed mark causes the packet to be routed again.',
  options: [
    {
      name: 'set-xmark',
      values: [{ kind: 'mark' }],
      excludes: ['set-mark', 'and-mark', 'or-mark', 'xor-mark'],
      summary: 'Clears the bits of the mask and then flips those of the value.',
      note: 'The form in which iptables-save writes all the others.',
    },
    {
      name: 'set-mark',
      values: [{ kind: 'mark' }],
      excludes: ['set-xmark', 'and-mark', 'or-mark', 'xor-mark'],
      summary: 'Clears the bits of the mask and then sets those of the value; without a mask, sets the whole mark.',
    },
    {
      name: 'and-mark',
      values: [{ kind: 'integer', bits: 32 }],
      excludes: ['set-xmark', 'set-mark', 'or-mark', 'xor-mark'],
      summary: 'Keeps only these bits of the mark.',
    },
    {
      name: 'or-mark',
      values: [{ kind: 'integer', bits: 32 }],
      excludes: ['set-xmark', 'set-mark', 'and-mark', 'xor-mark'],
      summary: 'Sets these bits of the mark.',
    },
    {
      name: 'xor-mark',
      values: [{ kind: 'integer', bits: 32 }],
      excludes: ['set-xmark', 'set-mark', 'and-mark', 'or-mark'],
      summary: 'Flips these bits of the mark.',
    },
  ],
} satisfies TargetModule;
