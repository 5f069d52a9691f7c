// Chains of Docker Engine, its embedded DNS server, and Swarm.
import type { ChainOwner } from './types';

const engine = {
  owner: 'Docker Engine',
  sureness: 'source',
  chains: [
    [
      'DOCKER',
      'nat filter',
      '`PREROUTING` and `OUTPUT` of nat for local destinations; `DOCKER-BRIDGE` (28 and later) or `FORWARD` of filter',
      'In nat: DNAT of published ports to their containers. In filter: lets the published ports in and drops the rest that is meant for containers.',
    ],
    [
      'DOCKER-FORWARD',
      'filter',
      '`FORWARD`',
      'First stop for forwarded traffic of Docker networks: known connections, isolation, published ports, then what containers send out.',
      'Since 28.0.',
    ],
    ['DOCKER-CT', 'filter', '`DOCKER-FORWARD`', 'Lets packets of known connections into each bridge.', 'Since 28.0.'],
    [
      'DOCKER-BRIDGE',
      'filter',
      '`DOCKER-FORWARD`',
      'Sends what enters a bridge on to `DOCKER`, one rule for each bridge.',
      'Since 28.0.',
    ],
    [
      'DOCKER-INTERNAL',
      'filter',
      '`DOCKER-FORWARD`',
      'Cuts internal networks off from everything outside.',
      'Since 28; it took over from the isolation stages.',
    ],
    [
      'DOCKER-ISOLATION-STAGE-1',
      'filter',
      '`FORWARD` or `DOCKER-FORWARD`',
      'Catches traffic that leaves one Docker bridge for somewhere else; stage 2 decides whether it may.',
      'From 17.06 to 28.',
    ],
    [
      'DOCKER-ISOLATION-STAGE-2',
      'filter',
      '`DOCKER-ISOLATION-STAGE-1`',
      'Drops traffic that would enter another Docker bridge: networks stay apart.',
      'From 17.06 to 28.',
    ],
    [
      'DOCKER-ISOLATION',
      'filter',
      '`FORWARD`',
      'Keeps Docker networks apart, in a single stage.',
      'Before 17.06; newer versions remove it when they start.',
    ],
    [
      'DOCKER-USER',
      'filter',
      '`FORWARD`, as its first rule',
      'The place for your own rules: Docker leaves its content alone and asks it before its own rules. Rules for published ports belong here, not into `INPUT`.',
      'Since 17.06.',
    ],
  ],
} satisfies ChainOwner;

const embeddedDns = {
  owner: 'Docker Engine (embedded DNS)',
  sureness: 'source',
  chains: [
    [
      'DOCKER_OUTPUT',
      'nat',
      '`OUTPUT` inside a container, for 127.0.0.11',
      "Sends DNS queries for 127.0.0.11:53 to the random ports on which Docker's resolver really listens.",
    ],
    [
      'DOCKER_POSTROUTING',
      'nat',
      '`POSTROUTING` inside a container',
      "Makes the resolver's answers come from 127.0.0.11:53 again.",
    ],
  ],
} satisfies ChainOwner;

const swarm = {
  owner: 'Docker Swarm',
  sureness: 'source',
  chains: [
    [
      'DOCKER-INGRESS',
      'nat filter',
      '`PREROUTING` and `OUTPUT` of nat; `FORWARD` of filter',
      'Sends published ports of swarm services into the ingress network, which finds a node that runs the service.',
    ],
  ],
} satisfies ChainOwner;

export const docker: readonly ChainOwner[] = [engine, embeddedDns, swarm];
