/** A user-defined chain that no rule jumps to, so that no packet ever enters it. */

import { unusedChains } from '../ruleset/table';
import { type Check, knownTables } from './check';

/**
 * Empty chains that programs keep as a sign, never to be jumped to: the kubelet (pkg/kubelet/kubelet_network_linux.go),
 * kube-proxy (pkg/proxy/iptables/proxier.go) and Weave Net.
 */
const signs = new Set(['KUBE-KUBELET-CANARY', 'KUBE-PROXY-CANARY', 'KUBE-IPTABLES-HINT', 'WEAVE-CANARY']);

export const unusedChain: Check = {
  code: 'unused-chain',
  severity: 'hint',
  run(ruleset, report) {
    for (const table of knownTables(ruleset)) {
      if (table.fragment || table.commit === undefined) continue;
      for (const chain of unusedChains(table)) {
        if (!chain.declared || (chain.rules === 0 && signs.has(chain.name))) continue;
        report({
          line: chain.declared.line,
          span: chain.declared.span,
          message: `No rule of ${table.name} jumps to ${chain.name}, so no packet enters it.`,
          unnecessary: true,
        });
      }
    }
  },
};
