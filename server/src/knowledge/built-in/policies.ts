// What chain policies and counters say.

/** What a policy word means. */
export interface PolicyKnowledge {
  /** One or two Markdown sentences. */
  readonly meaning: string;
}

const policies: ReadonlyMap<string, PolicyKnowledge> = new Map([
  ['ACCEPT', { meaning: 'A packet that no rule of the chain decides goes on to the next table or hook.' }],
  [
    'DROP',
    {
      meaning: 'A packet that no rule of the chain decides is discarded silently; nothing is sent back to the sender.',
    },
  ],
  [
    '-',
    {
      meaning:
        'A user-defined chain has no policy: at its end the packet goes back to the rule behind the jump that led here.',
    },
  ],
]);

/** What a policy means: `ACCEPT`, `DROP`, or `-` for a user-defined chain. Undefined for other words. */
export function policyKnowledge(policy: string): PolicyKnowledge | undefined {
  return policies.get(policy);
}

const everyPacket = 'Packets and bytes since the counters were last set to zero; every packet counts.';
const connections =
  'nat counts connections, not packets: only the first packet of each is looked at, so bytes are those of the first packets.';

const lessons: ReadonlyMap<string, string> = new Map([
  [
    'nat PREROUTING',
    'A connection redirected here does not count in this policy, but does in that of INPUT. Where nothing is forwarded, equal counters of PREROUTING and INPUT mean that nothing was redirected on its way in.',
  ],
  [
    'nat INPUT',
    'Redirected connections count here. Where nothing is forwarded: as many as in PREROUTING means that nothing was redirected on its way in; more, that the difference was.',
  ],
  [
    'nat OUTPUT',
    'A connection redirected here does not count in this policy, but does in that of POSTROUTING. Equal counters of both mean that nothing was redirected on its way out.',
  ],
  [
    'nat POSTROUTING',
    'Redirected connections count here. Where nothing is forwarded, as many as in OUTPUT means that nothing was redirected on its way out.',
  ],
]);

/**
 * What counters of a chain or rule count, as Markdown sentences. With a built-in chain, its counters are those of the
 * policy: of packets that no rule decided. Works for any table name; those that are not nat count every packet.
 */
export function counterKnowledge(table: string, builtInChain?: string): string {
  const what = table === 'nat' ? connections : everyPacket;
  if (builtInChain === undefined) return what;
  const lesson = lessons.get(`${table} ${builtInChain}`);
  const policy = "A built-in chain's counters are those of its policy: what no rule decided.";
  return [policy, what, lesson].filter((text) => text !== undefined).join(' ');
}
