/** Phrases for what targets do, as they stand behind `TCP packets …`. */

import type { TargetPhrases } from './phrases';

const byChance = { random: '(the port by chance)', 'random-fully': '(the port wholly by chance)' };
const sameForClient = { persistent: '(the same for each client)' };

const phrases: Readonly<Record<string, TargetPhrases>> = {
  ACCEPT: { verb: 'are accepted', options: {} },
  AUDIT: { verb: 'are recorded for the audit daemon', options: { type: 'as {}' } },
  CHECKSUM: { verb: 'get their checksum filled in', options: { 'checksum-fill': '' } },
  CLASSIFY: { verb: 'are put into', options: { 'set-class': '{}' } },
  CLUSTERIP: {
    verb: 'are shared out between the nodes of a cluster',
    options: {
      new: '(a new one)',
      hashmode: 'by {}',
      clustermac: 'at {}',
      'total-nodes': 'of {} nodes',
      'local-node': 'as node {}',
      'hash-init': '',
    },
  },
  CONNMARK: {
    options: {
      'set-xmark': 'have {} on their connection',
      'set-mark': 'have {} on their connection',
      'and-mark': 'have only the bits {} of the mark kept on their connection',
      'or-mark': 'have the bits {} of the mark set on their connection',
      'xor-mark': 'have the bits {} of the mark flipped on their connection',
      'save-mark': 'have their mark saved with the connection',
      'restore-mark': 'take over the mark of their connection',
      'left-shift-mark': 'shifted left by {} bits',
      'right-shift-mark': 'shifted right by {} bits',
      ctmask: "(bits {} of the connection's mark)",
      nfmask: "(bits {} of the packet's mark)",
      mask: '(bits {})',
    },
  },
  CONNSECMARK: {
    options: {
      save: 'have their security mark saved with the connection',
      restore: 'take over the security mark of their connection',
    },
  },
  CT: {
    bare: 'are tracked as usual',
    and: true,
    options: {
      notrack: 'are kept out of connection tracking',
      helper: 'get the conntrack helper {}',
      timeout: 'expire by the timeout policy {}',
      ctevents: 'report only the events {}',
      expevents: 'report only the expectations {}',
      'zone-orig': 'belong to conntrack {} in the original direction',
      'zone-reply': 'belong to conntrack {} in the reply direction',
      zone: 'belong to conntrack {}',
    },
  },
  DNAT: { verb: 'are sent on', options: { 'to-destination': 'to {}', random: byChance.random, ...sameForClient } },
  DNPT: { verb: 'have the destination prefix', options: { 'src-pfx': '{}', 'dst-pfx': 'exchanged for {}' } },
  DROP: { verb: 'are dropped', options: {} },
  DSCP: { verb: 'get the DSCP', options: { 'set-dscp': '{}', 'set-dscp-class': '{}' } },
  ECN: {
    and: true,
    options: {
      'ecn-tcp-remove': 'lose the ECN bits of TCP',
      'ecn-tcp-cwr': 'get the TCP flag CWR {}',
      'ecn-tcp-ece': 'get the TCP flag ECE {}',
      'ecn-ip-ect': 'get the ECN value {}',
    },
  },
  HL: {
    options: {
      'hl-set': 'get a hop limit of {}',
      'hl-dec': 'have their hop limit lowered by {}',
      'hl-inc': 'have their hop limit raised by {}',
    },
  },
  HMARK: {
    verb: 'get a mark hashed from their connection',
    options: {
      'hmark-tuple': '({meaning})',
      'hmark-src-prefix': '',
      'hmark-dst-prefix': '',
      'hmark-sport-mask': '',
      'hmark-dport-mask': '',
      'hmark-spi-mask': '',
      'hmark-sport': '',
      'hmark-dport': '',
      'hmark-spi': '',
      'hmark-proto-mask': '',
      'hmark-rnd': '',
      'hmark-mod': 'out of {}',
      'hmark-offset': 'from {} on',
    },
  },
  IDLETIMER: {
    verb: 'wind up the timer',
    options: { timeout: 'of {}', label: '{}', alarm: '(which also runs asleep)' },
  },
  LED: {
    verb: 'fire the light',
    options: { 'led-trigger-id': '{}', 'led-delay': 'for {}', 'led-always-blink': '(blinking each time)' },
  },
  LOG: {
    verb: 'are logged',
    options: {
      'log-level': 'at level {}',
      'log-prefix': 'with the prefix {}',
      'log-tcp-sequence': 'with TCP sequence numbers',
      'log-tcp-options': 'with TCP options',
      'log-ip-options': 'with IP options',
      'log-uid': 'with user and group',
      'log-macdecode': 'with the MAC header decoded',
    },
  },
  MARK: {
    options: {
      'set-xmark': 'have {}',
      'set-mark': 'have {}',
      'and-mark': 'have only the bits {} of the mark kept',
      'or-mark': 'have the bits {} of the mark set',
      'xor-mark': 'have the bits {} of the mark flipped',
    },
  },
  MASQUERADE: {
    verb: 'get the address of the outgoing interface as source',
    options: { 'to-ports': 'on {}', ...byChance },
  },
  NETMAP: { verb: 'have their network exchanged', options: { to: 'for {}' } },
  NFLOG: {
    verb: 'are logged over netlink',
    options: {
      'nflog-group': 'to group {}',
      'nflog-prefix': 'with the prefix {}',
      'nflog-range': '',
      'nflog-size': '(the first {})',
      'nflog-threshold': '(in batches of {})',
    },
  },
  NFQUEUE: {
    verb: 'are handed to the program on',
    bare: 'are handed to the program on queue 0',
    options: {
      'queue-num': 'queue {}',
      'queue-balance': 'one of the queues {}',
      'queue-bypass': '(or accepted when none listens)',
      'queue-cpu-fanout': '(by processor)',
    },
  },
  NOTRACK: { verb: 'are kept out of connection tracking', options: {} },
  QUEUE: { verb: 'are handed to the program on queue 0', options: {} },
  RATEEST: {
    verb: 'are counted by the estimator',
    options: { 'rateest-name': '{}', 'rateest-interval': 'every {}', 'rateest-ewmalog': 'averaged over {}' },
  },
  REDIRECT: {
    verb: 'are redirected',
    bare: 'are redirected to the same port of this host',
    options: { 'to-ports': 'to {} of this host', random: '(the port by chance)' },
  },
  REJECT: { verb: 'are rejected', options: { 'reject-with': 'with {}' } },
  RETURN: { verb: 'return to the calling chain', options: {} },
  SECMARK: { verb: 'are labelled', options: { selctx: '{}' } },
  SET: {
    options: {
      'add-set': 'are added to the set {} by {1}',
      'del-set': 'are taken out of the set {} by {1}',
      exist: '(anew where they are there)',
      timeout: 'for {}',
      'map-set': 'are looked up in the set {} by {1}',
      'map-mark': 'and take its mark',
      'map-prio': 'and take its priority',
      'map-queue': 'and take its queue',
    },
  },
  SNAT: { verb: 'get', options: { 'to-source': '{} as source', ...byChance, ...sameForClient } },
  SNPT: { verb: 'have the source prefix', options: { 'src-pfx': '{}', 'dst-pfx': 'exchanged for {}' } },
  standard: { verb: 'meet a target that is refused', options: {} },
  SYNPROXY: {
    verb: 'have their handshake answered for the server',
    options: {
      'sack-perm': 'with selective acknowledgement',
      timestamp: 'with timestamps',
      wscale: 'with window scale {}',
      mss: 'with a segment size of {}',
      ecn: 'with ECN',
    },
  },
  TCPMSS: {
    verb: 'have their segment size lowered',
    options: { 'set-mss': 'to {}', 'clamp-mss-to-pmtu': 'to what the path takes' },
  },
  TCPOPTSTRIP: { verb: 'have TCP options blanked out:', bare: 'stay as they are', options: { 'strip-options': '{}' } },
  TEE: { verb: 'are copied', options: { gateway: 'to {}', oif: 'through {}' } },
  TOS: {
    options: {
      'set-tos': 'have {}',
      'and-tos': 'have only the bits {} of the TOS octet kept',
      'or-tos': 'have the bits {} of the TOS octet set',
      'xor-tos': 'have the bits {} of the TOS octet flipped',
    },
  },
  TPROXY: {
    verb: 'are handed to the local transparent proxy',
    options: { 'on-port': 'on {}', 'on-ip': 'at {}', 'tproxy-mark': 'with {}' },
  },
  TRACE: { verb: 'are traced through all further rules', options: {} },
  TTL: {
    options: {
      'ttl-set': 'get a TTL of {}',
      'ttl-dec': 'have their TTL lowered by {}',
      'ttl-inc': 'have their TTL raised by {}',
    },
  },
  ULOG: {
    verb: 'are logged over netlink',
    options: {
      'ulog-nlgroup': 'to group {}',
      'ulog-prefix': 'with the prefix {}',
      'ulog-cprange': '(the first {})',
      'ulog-qthreshold': '(in batches of {})',
    },
  },
};

/** The phrases of a target by its name; undefined for one that nobody has put into words. */
export function targetPhrases(module: string): TargetPhrases | undefined {
  return Object.hasOwn(phrases, module) ? phrases[module] : undefined;
}
