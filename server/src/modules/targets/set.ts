// -j SET: change an ipset by what passes.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'SET',
  families: ['ipv4', 'ipv6'],
  terminating: 'no',
  rules: ['set-combination'],
  needs: 'the named ipset',
  summary: 'Adds addresses or ports of the packet to a set of ipset(8), removes them, or takes marks from it.',
  note: 'The set has to exist when the rule is loaded. `!` before an option has no effect.',
  options: [
    {
      name: 'add-set',
      values: [{ kind: 'set-name' }, { kind: 'set-directions', max: 6 }],
      inversion: 'ignored',
      summary: 'Adds an entry made of these sides of the packet.',
    },
    {
      name: 'del-set',
      values: [{ kind: 'set-name' }, { kind: 'set-directions', max: 6 }],
      inversion: 'ignored',
      summary: 'Removes the entry made of these sides of the packet.',
    },
    {
      name: 'exist',
      inversion: 'ignored',
      repeat: 'allowed',
      requires: ['add-set'],
      summary: 'Starts the timeout of an entry anew when it is there already.',
    },
    {
      name: 'timeout',
      values: [{ kind: 'integer', bits: 32, max: 4294967294 }],
      inversion: 'ignored',
      repeat: 'allowed',
      requires: ['add-set'],
      summary: 'How many seconds the entry lives, instead of what the set says.',
    },
    {
      name: 'map-set',
      values: [{ kind: 'set-name' }, { kind: 'set-directions', max: 6 }],
      inversion: 'ignored',
      tables: ['mangle'],
      summary: 'Looks the packet up in a set with skbinfo, and takes from the entry what the options below name.',
    },
    {
      name: 'map-mark',
      inversion: 'ignored',
      repeat: 'allowed',
      requires: ['map-set'],
      summary: 'Takes the mark of the packet from the entry.',
    },
    {
      name: 'map-prio',
      inversion: 'ignored',
      repeat: 'allowed',
      requires: ['map-set'],
      hooks: ['FORWARD', 'OUTPUT', 'POSTROUTING'],
      summary: 'Takes the priority for traffic control from the entry.',
    },
    {
      name: 'map-queue',
      inversion: 'ignored',
      repeat: 'allowed',
      requires: ['map-set'],
      hooks: ['FORWARD', 'OUTPUT', 'POSTROUTING'],
      summary: 'Takes the queue of the network card from the entry.',
    },
  ],
} satisfies TargetModule;
