// What iptables' own words mean: tables, built-in chains, policies, counters, targets.

export type { PolicyKnowledge } from './built-in/policies';
export { counterKnowledge, policyKnowledge } from './built-in/policies';
export type { BuiltInChainKnowledge, TableKnowledge } from './built-in/tables';
export { builtInChainKnowledge, tableKnowledge } from './built-in/tables';
export type { TargetKnowledge } from './built-in/targets';
export { targetKnowledge } from './built-in/targets';
