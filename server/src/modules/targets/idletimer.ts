// -j IDLETIMER: notice when nothing happens any more.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'IDLETIMER',
  families: ['ipv4', 'ipv6'],
  terminating: 'no',
  summary: 'Winds up a timer with each packet; when it runs out, sysfs tells whoever watches.',
  note: 'The timer is found at /sys/class/xt_idletimer/timers/LABEL. Rules with the same label share it.',
  options: [
    {
      name: 'timeout',
      values: [{ kind: 'integer', bits: 32, kernelMin: 1, kernelMax: 2147482 }],
      required: true,
      summary: 'After how many seconds without a packet the timer runs out.',
    },
    {
      name: 'label',
      values: [{ kind: 'text', min: 1, max: 27, tooLong: 'cut', fileName: true }],
      required: true,
      summary: 'The name of the timer.',
    },
    {
      name: 'alarm',
      summary: 'Lets the timer also run out while the machine sleeps, and wake it.',
    },
  ],
} satisfies TargetModule;
