/** Every check, and the one function that runs them. */

import type { Ruleset } from '../ruleset/ruleset';
import type { Backend } from './backend';
import { byteOrderMark } from './byte-order-mark';
import { carriageReturn } from './carriage-return';
import { chainNameCase } from './chain-name-case';
import { chainNameTooLong } from './chain-name-too-long';
import { type Check, runChecks, type SeveritySettings } from './check';
import { dropPolicyInNat } from './drop-policy-in-nat';
import { duplicateChainDeclaration } from './duplicate-chain-declaration';
import { duplicateTable } from './duplicate-table';
import { escapedNewline } from './escaped-newline';
import type { Finding } from './finding';
import { htmlEntity } from './html-entity';
import { invalidChainName } from './invalid-chain-name';
import { joinedChainDeclarations } from './joined-chain-declarations';
import { lineTooLong } from './line-too-long';
import { logPrefix } from './log-prefix';
import { malformedChainDeclaration } from './malformed-chain-declaration';
import { malformedCounters } from './malformed-counters';
import { malformedRule } from './malformed-rule';
import { markdownFence } from './markdown-fence';
import { missingCommit } from './missing-commit';
import { missingFinalNewline } from './missing-final-newline';
import { policyOnUserDefinedChain } from './policy-on-user-defined-chain';
import { ruleOutsideTable } from './rule-outside-table';
import { strayBlank } from './stray-blank';
import { typographicCharacter } from './typographic-character';
import { unclosedCounters } from './unclosed-counters';
import { undefinedChain } from './undefined-chain';
import { unknownBuiltInChain } from './unknown-built-in-chain';
import { unknownPolicy } from './unknown-policy';
import { unknownTable } from './unknown-table';
import { unterminatedQuote } from './unterminated-quote';
import { unusedChain } from './unused-chain';
import { wordTooLong } from './word-too-long';

/** Headers first, then lines, then damage of pasting. */
export const checks: readonly Check[] = [
  unknownTable,
  duplicateTable,
  ruleOutsideTable,
  missingCommit,
  joinedChainDeclarations,
  malformedChainDeclaration,
  unclosedCounters,
  malformedCounters,
  unknownPolicy,
  policyOnUserDefinedChain,
  dropPolicyInNat,
  unknownBuiltInChain,
  duplicateChainDeclaration,
  chainNameCase,
  invalidChainName,
  chainNameTooLong,
  undefinedChain,
  unusedChain,
  malformedRule,
  unterminatedQuote,
  missingFinalNewline,
  carriageReturn,
  byteOrderMark,
  strayBlank,
  wordTooLong,
  lineTooLong,
  logPrefix,
  markdownFence,
  typographicCharacter,
  htmlEntity,
  escapedNewline,
];

/** All findings of a ruleset, in the order of the text, as they matter to users of a backend. */
export function diagnose(ruleset: Ruleset, settings: SeveritySettings = {}, backend: Backend = 'both'): Finding[] {
  return runChecks(ruleset, checks, settings, backend);
}
