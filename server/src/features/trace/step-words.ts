/** What a step on a packet's path does, in the words of the rule. */

import type { PathStep } from '../../packets/answers';
import type { PortNames } from '../../packets/end-words';
import type { Action } from '../../packets/target';
import { policyText, verdictText } from '../packet-path';

/** `jump NAME`, `goto NAME`, `RETURN`, `REDIRECT 15006 (Envoy inbound)`, `policy ACCEPT`; '' for a rule that only counts. */
export function effectWords({ does }: PathStep, names: PortNames): string {
  return 'policy' in does ? policyText(does.policy) : actionWords(does.step.action, names);
}

function actionWords(action: Action, names: PortNames): string {
  switch (action.kind) {
    case 'jump':
    case 'goto':
      return `${action.kind} ${action.chain}`;
    case 'return':
      return 'RETURN';
    case 'continue':
      return action.name;
    case 'end':
      return verdictText(action.verdict, names);
    case 'unknown':
      return `unknown: ${action.reason}`;
    case 'none':
      return '';
  }
}
