// What the five tables are for, and what their built-in chains see.

/** What a table is for. */
export interface TableKnowledge {
  /** One sentence. */
  readonly purpose: string;
  /** When the kernel asks it, and for which packets. */
  readonly consulted: string;
}

const tables: ReadonlyMap<string, TableKnowledge> = new Map([
  [
    'filter',
    {
      purpose: 'Decides which packets may pass: the firewall proper.',
      consulted:
        'It sees every packet, after mangle and (for destinations) after nat: addresses are the rewritten ones here.',
    },
  ],
  [
    'nat',
    {
      purpose: 'Rewrites addresses and ports: REDIRECT, DNAT, SNAT, MASQUERADE.',
      consulted:
        'It is asked for the first packet of each connection only; later packets and replies follow what was decided then. Packets that conntrack calls INVALID or UNTRACKED never get here.',
    },
  ],
  [
    'mangle',
    {
      purpose: 'Changes packets or marks them: MARK, CONNMARK, TPROXY, TOS, TCPMSS.',
      consulted: 'It sees every packet at all five hooks, after raw and conntrack, before nat and filter.',
    },
  ],
  [
    'raw',
    {
      purpose: 'Speaks first, before connection tracking: exempts packets from it or chooses their zone (CT).',
      consulted: 'It sees every packet that comes in or is sent from here, at PREROUTING and OUTPUT only.',
    },
  ],
  [
    'security',
    {
      purpose: 'Sets the security marks of SELinux: SECMARK, CONNSECMARK.',
      consulted: 'It sees every packet that filter let pass, directly after filter.',
    },
  ],
]);

/** What a table is for and when it is asked. Undefined for names that are no table. */
export function tableKnowledge(table: string): TableKnowledge | undefined {
  return tables.get(table);
}

/** What a built-in chain sees. All texts are Markdown sentences. */
export interface BuiltInChainKnowledge {
  /** Which packets pass the chain. */
  readonly packets: string;
  /** What was asked before and what comes after. */
  readonly order: string;
  /** What is particular to this table; absent when nothing is. */
  readonly note?: string;
}

interface Hook {
  readonly packets: string;
  /** The tables in the order they are asked at this hook. */
  readonly tables: readonly string[];
  readonly before: string;
  readonly after: string;
}

const hooks: ReadonlyMap<string, Hook> = new Map([
  [
    'PREROUTING',
    {
      packets: 'Packets that come in by an interface, before it is decided whether they are for this host.',
      tables: ['raw', 'mangle', 'nat'],
      before: 'nothing',
      after: 'routing, then INPUT or FORWARD',
    },
  ],
  [
    'INPUT',
    {
      packets: 'Packets for a process of this host, after routing.',
      tables: ['mangle', 'filter', 'security', 'nat'],
      before: 'PREROUTING',
      after: 'the local process',
    },
  ],
  [
    'FORWARD',
    {
      packets:
        'Packets that this host passes on from one interface to another, containers and virtual machines included.',
      tables: ['mangle', 'filter', 'security'],
      before: 'PREROUTING',
      after: 'POSTROUTING',
    },
  ],
  [
    'OUTPUT',
    {
      packets: 'Packets that a process of this host sends.',
      tables: ['raw', 'mangle', 'nat', 'filter', 'security'],
      before: 'the local process and a first routing decision',
      after: 'POSTROUTING, with a new routing decision when mark or destination changed',
    },
  ],
  [
    'POSTROUTING',
    {
      packets: 'Packets about to leave, both forwarded ones and those sent from here.',
      tables: ['mangle', 'nat'],
      before: 'FORWARD or OUTPUT',
      after: 'the outgoing interface',
    },
  ],
]);

const notes: ReadonlyMap<string, string> = new Map([
  [
    'nat PREROUTING',
    'Only the first packet of a connection, and never a packet over lo: its connection is confirmed already when it comes back in. Here destinations are rewritten (REDIRECT, DNAT).',
  ],
  [
    'nat INPUT',
    'Only the first packet of a connection to this host, and never a packet over lo. A redirected connection counts here, though not in the policy of PREROUTING.',
  ],
  [
    'nat OUTPUT',
    'Only the first packet of a connection that a local process opens, loopback included. A redirect here goes to 127.0.0.1 (IPv6: ::1) and keeps the source address.',
  ],
  [
    'nat POSTROUTING',
    'Only the first packet of a connection. Here sources are rewritten (SNAT, MASQUERADE); connections redirected in OUTPUT pass as well.',
  ],
  ['raw PREROUTING', 'Before connection tracking: states such as ESTABLISHED and connection marks are not known yet.'],
  ['raw OUTPUT', 'Before connection tracking: states such as ESTABLISHED and connection marks are not known yet.'],
  ['mangle PREROUTING', 'The only chain where TPROXY can stand. A mark set here takes part in routing.'],
  ['mangle OUTPUT', 'A mark set here makes the kernel route the packet again.'],
  [
    'filter INPUT',
    'After a REDIRECT or DNAT in nat PREROUTING the packet has its new destination and port here: a rule for the old port does not match.',
  ],
  [
    'filter FORWARD',
    "Published container ports pass here and not INPUT: that is why Docker's ports ignore INPUT rules and ufw.",
  ],
  ['filter OUTPUT', 'After nat OUTPUT: redirected connections have their new destination here.'],
]);

function orderOf(table: string, hook: Hook): string {
  const row = hook.tables.map((name) => (name === table ? `**${name}**` : name)).join(', ');
  return `Asked in the order ${row}; before it: ${hook.before}; after it: ${hook.after}.`;
}

/** What a built-in chain sees in this table. Undefined when the table has no such built-in chain. */
export function builtInChainKnowledge(table: string, chain: string): BuiltInChainKnowledge | undefined {
  const hook = hooks.get(chain);
  if (hook === undefined || !hook.tables.includes(table)) return undefined;
  const note = notes.get(`${table} ${chain}`);
  return { packets: hook.packets, order: orderOf(table, hook), ...(note && { note }) };
}
