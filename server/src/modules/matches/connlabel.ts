// -m connlabel: labels of a connection.

import type { MatchModule } from '../types';

export default {
  kind: 'match',
  name: 'connlabel',
  families: ['ipv4', 'ipv6'],
  needs: 'an iptables built with libnetfilter_conntrack',
  summary: 'Tests, or puts on, one of the 128 labels that a connection can bear at once.',
  options: [
    {
      name: 'label',
      values: [{ kind: 'connection-label' }],
      inversion: 'allowed',
      required: true,
      summary: 'Matches when the connection bears this label.',
      note: 'Names stand in /etc/xtables/connlabel.conf; a number is always taken as such.',
    },
    {
      name: 'set',
      summary: 'Puts the label on the connection when it is not there yet.',
      note: 'Where there is no room for labels in the entry of the connection, the rule does not match.',
    },
  ],
} satisfies MatchModule;
