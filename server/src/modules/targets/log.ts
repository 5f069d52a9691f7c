// -j LOG: a line in the kernel log.

import type { TargetModule } from '../types';

export default {
  kind: 'target',
  name: 'LOG',
  families: ['ipv4', 'ipv6'],
  terminating: 'no',
  summary: 'Writes a line on the packet to the kernel log; the packet goes on to the next rule.',
  note: 'Usually next to `-m limit`, so that nobody can fill the log.',
  options: [
    {
      name: 'log-level',
      values: [
        {
          kind: 'log-level',
          words: [
            { word: 'alert', number: 1, meaning: 'action is needed at once' },
            { word: 'crit', number: 2, meaning: 'a critical condition' },
            { word: 'debug', number: 7, meaning: 'for finding faults' },
            { word: 'emerg', number: 0, aliases: ['panic'], meaning: 'the system is unusable' },
            { word: 'error', number: 3, meaning: 'an error' },
            { word: 'info', number: 6, meaning: 'for information' },
            { word: 'notice', number: 5, meaning: 'ordinary but notable' },
            { word: 'warning', number: 4, meaning: 'a warning; the default' },
          ],
        },
      ],
      summary: 'The severity of the line, by number or name; warning when absent.',
    },
    {
      name: 'log-prefix',
      values: [{ kind: 'text', min: 1, max: 29, tooLong: 'cut', oneLine: true }],
      summary: 'Text at the start of the line, to tell the rules apart.',
      note: 'Only the first 29 bytes are kept.',
    },
    {
      name: 'log-tcp-sequence',
      summary: 'Adds TCP sequence and acknowledgement numbers to the line.',
      note: 'Whoever can read the log could use them against the connection.',
    },
    {
      name: 'log-tcp-options',
      summary: 'Adds the options of the TCP header to the line.',
    },
    {
      name: 'log-ip-options',
      summary: 'Adds the options of the IP header to the line.',
    },
    {
      name: 'log-uid',
      summary: 'Adds user and group of the local process that sent the packet.',
    },
    {
      name: 'log-macdecode',
      summary: 'Writes the MAC header field by field: addresses and protocol.',
    },
  ],
} satisfies TargetModule;
