// Chains of ufw, for IPv4 (`ufw-`) and IPv6 (`ufw6-`).
import type { ChainOwner, ChainRow } from './types';

const hooks = ['input', 'output', 'forward'] as const;
type Hook = (typeof hooks)[number];

/** One chain for each of the three built-in chains. */
function perHook(name: string, from: (hook: Hook) => string, purpose: (hook: Hook) => string): ChainRow[] {
  return hooks.map((hook) => [`ufw-${name}-${hook}`, 'filter', from(hook), purpose(hook)]);
}

const builtIn = (hook: Hook): string => `\`${hook.toUpperCase()}\``;

const traffic: Readonly<Record<Hook, string>> = {
  input: 'traffic to this host',
  output: 'traffic of this host',
  forward: 'forwarded traffic',
};

const stages: readonly ChainRow[] = [
  ...perHook('before-logging', builtIn, (hook) => `Logs ${traffic[hook]} before any rule, at the higher log levels.`),
  ...perHook(
    'before',
    builtIn,
    (hook) =>
      `The rules of \`before.rules\` for ${traffic[hook]}: loopback, known connections, ICMP; then your own rules.`,
  ),
  ...perHook('after', builtIn, (hook) => `The rules of \`after.rules\` for ${traffic[hook]}, behind your own.`),
  ...perHook('after-logging', builtIn, (hook) => `Logs ${traffic[hook]} that no rule decided.`),
  ...perHook(
    'reject',
    builtIn,
    (hook) => `Refuses ${traffic[hook]} when the default policy is reject; empty otherwise.`,
  ),
  ...perHook('track', builtIn, (hook) => `Lets ${traffic[hook]} be tracked when the default policy is allow.`),
  ...perHook(
    'user',
    (hook) => `\`ufw-before-${hook}\``,
    (hook) => `Your own rules (\`ufw allow …\`, \`ufw route …\`) for ${traffic[hook]}.`,
  ),
  ...perHook(
    'user-logging',
    (hook) => `\`ufw-user-${hook}\``,
    (hook) => `Logs for your own rules with logging, on ${traffic[hook]}.`,
  ),
  ...perHook(
    'skip-to-policy',
    (hook) => `\`ufw-after-${hook}\``,
    (hook) => `Applies the default policy to ${traffic[hook]} at once, without logging: for noise such as broadcasts.`,
  ),
];

export const ufw: readonly ChainOwner[] = [
  {
    owner: 'ufw',
    sureness: 'source',
    chains: [
      ...stages,
      ['ufw-user-limit', 'filter', '`ufw-user-input`', 'Logs and refuses what a `ufw limit` rule found too frequent.'],
      ['ufw-user-limit-accept', 'filter', '`ufw-user-input`', 'Lets in what a `ufw limit` rule still allows.'],
      [
        'ufw-not-local',
        'filter',
        '`ufw-before-input`',
        'Drops what is addressed neither to this host nor to a group or broadcast it takes part in.',
      ],
      ['ufw-logging-deny', 'filter', 'many chains', 'Writes `[UFW BLOCK]` to the log.'],
      ['ufw-logging-allow', 'filter', 'many chains', 'Writes `[UFW ALLOW]` to the log.'],
      ['ufw-caps-test', 'filter', 'nothing: it is never called', 'Left over from the test of what the kernel can do.'],
      ['ufw6-*', 'filter', 'as its IPv4 twin', 'The IPv6 twin of the chain with the same name behind `ufw-`.'],
    ],
  },
];
