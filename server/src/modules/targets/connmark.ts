// -j CONNMARK: set, save or restore the mark of the connection.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'CONNMARK',
  families: ['ipv4', 'ipv6'],
  terminating: 'no',
  needsOneOf: ['set-xmark', 'set-mark', 'and-mark', 'or-mark', 'xor-mark', 'save-mark', 'restore-mark'],
  summary: 'Changes the mark of the connection, or copies it from or to the mark of the packet; the packet goes on.',
  options: [
    {
      name: 'set-xmark',
      values: [{ kind: 'mark' }],
      excludes: ['set-mark', 'and-mark', 'or-mark', 'xor-mark', 'save-mark', 'restore-mark'],
      summary: "Clears the bits of the mask in the connection's mark and then flips those of the value.",
    },
    {
      name: 'set-mark',
      values: [{ kind: 'mark' }],
      excludes: ['set-xmark', 'and-mark', 'or-mark', 'xor-mark', 'save-mark', 'restore-mark'],
      summary: "Clears the bits of the mask in the connection's mark and then sets those of the value.",
    },
    {
      name: 'and-mark',
      values: [{ kind: 'integer', bits: 32 }],
      excludes: ['set-xmark', 'set-mark', 'or-mark', 'xor-mark', 'save-mark', 'restore-mark'],
      summary: "Keeps only these bits of the connection's mark.",
    },
    {
      name: 'or-mark',
      values: [{ kind: 'integer', bits: 32 }],
      excludes: ['set-xmark', 'set-mark', 'and-mark', 'xor-mark', 'save-mark', 'restore-mark'],
      summary: "Sets these bits of the connection's mark.",
    },
    {
      name: 'xor-mark',
      values: [{ kind: 'integer', bits: 32 }],
      excludes: ['set-xmark', 'set-mark', 'and-mark', 'or-mark', 'save-mark', 'restore-mark'],
      summary: "Flips these bits of the connection's mark.",
    },
    {
      name: 'save-mark',
      excludes: ['set-xmark', 'set-mark', 'and-mark', 'or-mark', 'xor-mark', 'restore-mark'],
      summary: 'Copies the mark of the packet into that of the connection.',
      note: 'Only the bits of `--nfmask` are taken, and those of `--ctmask` are replaced; both are all bits by default.',
    },
    {
      name: 'restore-mark',
      excludes: ['set-xmark', 'set-mark', 'and-mark', 'or-mark', 'xor-mark', 'save-mark'],
      summary: 'Copies the mark of the connection into that of the packet.',
      note: 'Only the bits of `--ctmask` are taken, and those of `--nfmask` are replaced; both are all bits by default.',
    },
    {
      name: 'left-shift-mark',
      values: [{ kind: 'integer', bits: 8, max: 32, kernelMax: 31 }],
      summary: 'Shifts the mark to the left by so many bits before it is stored.',
    },
    {
      name: 'right-shift-mark',
      values: [{ kind: 'integer', bits: 8, max: 32, kernelMax: 31 }],
      summary: 'Shifts the mark to the right by so many bits before it is stored.',
    },
    {
      name: 'ctmask',
      values: [{ kind: 'integer', bits: 32 }],
      excludes: ['mask'],
      summary: "The bits of the connection's mark that take part when saving or restoring.",
    },
    {
      name: 'nfmask',
      values: [{ kind: 'integer', bits: 32 }],
      excludes: ['mask'],
      summary: "The bits of the packet's mark that take part when saving or restoring.",
    },
    {
      name: 'mask',
      values: [{ kind: 'integer', bits: 32 }],
      excludes: ['ctmask', 'nfmask'],
      summary: 'Sets `--ctmask` and `--nfmask` to the same bits.',
    },
  ],
} satisfies TargetModule;
