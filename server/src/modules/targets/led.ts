// -j LED: make a light blink.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'LED',
  families: ['ipv4', 'ipv6'],
  terminating: 'no',
  needs: 'a kernel with the LED target (CONFIG_NETFILTER_XT_TARGET_LED)',
  summary: 'Makes a trigger to which a light of the machine can be tied, and fires it with each packet.',
  options: [
    {
      name: 'led-trigger-id',
      values: [{ kind: 'text', max: 16, tooLong: 'refused' }],
      required: true,
      summary: 'Names the trigger; it appears as netfilter-NAME.',
    },
    {
      name: 'led-delay',
      values: [{ kind: 'integer', bits: 32, orInfinity: true }],
      summary: 'For how many milliseconds the light stays on; 0 when absent, `inf` for ever.',
    },
    {
      name: 'led-always-blink',
      summary: 'Blinks with each packet even when the light is on.',
    },
  ],
} satisfies TargetModule;
