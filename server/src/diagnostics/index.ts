/** Every check, and the one function that runs them. */

import type { Ruleset } from '../ruleset/ruleset';
import { addressFamilyMismatch } from './address-family-mismatch';
import { ambiguousOption } from './ambiguous-option';
import type { Backend } from './backend';
import { byteOrderMark } from './byte-order-mark';
import { carriageReturn } from './carriage-return';
import { chainNameCase } from './chain-name-case';
import { chainNameTooLong } from './chain-name-too-long';
import { type Check, runChecks, type SayCondition, type SeveritySettings } from './check';
import { conflictingOptions } from './conflicting-options';
import { deprecatedForm } from './deprecated-form';
import { doubleNegation } from './double-negation';
import { dropPolicyInNat } from './drop-policy-in-nat';
import { duplicateChainDeclaration } from './duplicate-chain-declaration';
import { duplicateTable } from './duplicate-table';
import { emptyRange } from './empty-range';
import { escapedNewline } from './escaped-newline';
import { failedExpectation } from './failed-expectation';
import type { Finding } from './finding';
import { hostBitsSet } from './host-bits-set';
import { htmlEntity } from './html-entity';
import { invalidChainName } from './invalid-chain-name';
import { invalidValue } from './invalid-value';
import { joinedChainDeclarations } from './joined-chain-declarations';
import { jumpLoop } from './jump-loop';
import { lineTooLong } from './line-too-long';
import { logPrefix } from './log-prefix';
import { malformedChainDeclaration } from './malformed-chain-declaration';
import { malformedCounters } from './malformed-counters';
import { malformedExpectation } from './malformed-expectation';
import { malformedRule } from './malformed-rule';
import { markdownFence } from './markdown-fence';
import { missingCommit } from './missing-commit';
import { missingFinalNewline } from './missing-final-newline';
import { missingOption } from './missing-option';
import { missingProtocol } from './missing-protocol';
import { missingValue } from './missing-value';
import { notInvertible } from './not-invertible';
import { policyOnUserDefinedChain } from './policy-on-user-defined-chain';
import type { Form } from './refusal';
import { repeatedOption } from './repeated-option';
import { ruleOutsideTable } from './rule-outside-table';
import { strayBlank } from './stray-blank';
import { typographicCharacter } from './typographic-character';
import { unclosedCounters } from './unclosed-counters';
import { undefinedChain } from './undefined-chain';
import { unexpectedValue } from './unexpected-value';
import { unexpectedWord } from './unexpected-word';
import { unknownBuiltInChain } from './unknown-built-in-chain';
import { unknownMatch } from './unknown-match';
import { unknownOption } from './unknown-option';
import { unknownPolicy } from './unknown-policy';
import { unknownTable } from './unknown-table';
import { unknownTarget } from './unknown-target';
import { unterminatedQuote } from './unterminated-quote';
import { unusedChain } from './unused-chain';
import { wordTooLong } from './word-too-long';
import { wrongChain } from './wrong-chain';
import { wrongFamily } from './wrong-family';
import { wrongProtocol } from './wrong-protocol';
import { wrongTable } from './wrong-table';

/** Headers first, then chains, then rules, then damage of pasting, then what the dump expects of itself. */
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
  unknownOption,
  ambiguousOption,
  unknownMatch,
  unknownTarget,
  missingValue,
  unexpectedValue,
  invalidValue,
  addressFamilyMismatch,
  hostBitsSet,
  emptyRange,
  unexpectedWord,
  doubleNegation,
  notInvertible,
  repeatedOption,
  conflictingOptions,
  missingOption,
  missingProtocol,
  wrongProtocol,
  wrongFamily,
  wrongTable,
  wrongChain,
  jumpLoop,
  deprecatedForm,
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
  malformedExpectation,
  failedExpectation,
];

/** All findings of a ruleset, in the order of the text, as they matter to users of a backend; `form` is how its lines are given to iptables. */
export function diagnose(
  ruleset: Ruleset,
  settings: SeveritySettings = {},
  backend: Backend = 'both',
  form: Form = 'dump',
  say?: SayCondition,
): Finding[] {
  return runChecks(ruleset, checks, settings, backend, form, say);
}
