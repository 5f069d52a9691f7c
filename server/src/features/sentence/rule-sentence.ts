/** A whole rule line as one English sentence. */

import type { Rule, RulePart } from '../../ruleset/rule';
import { commandOf } from '../../ruleset/rule-summary';
import { byteSize, counted } from '../numbers';
import type { ValueContext } from '../values/meaning';
import { packetWords } from './conditions';
import { outcomeWords } from './outcome';

/** How often a rule has matched. */
export interface RuleCount {
  packets: bigint;
  bytes: bigint;
}

export interface RuleSentence {
  /** The sentence, with its full stop; a comment of the rule follows in one of its own. */
  text: string;
  /** Options and modules for which no phrase is known, so that they stand there as written. */
  quoted: readonly string[];
}

/** What a rule line does. Undefined for a line without a command, or with a command that lacks its chain. */
export function ruleSentence(rule: Rule, context: ValueContext, count?: RuleCount): RuleSentence | undefined {
  const command = commandOf(rule);
  if (!command) return undefined;
  const [chain, second] = command.values.map(({ value }) => value);
  const own = managementSentence(command.option!.name, chain, second, context);
  if (own !== undefined) return { text: own, quoted: [] };
  if (chain === undefined) return undefined;
  const placed = { ...context, protocol: protocolOf(rule) };
  const packets = packetWords(rule, placed);
  const outcome = outcomeWords(rule, chain, placed);
  const body = `${packets.text} ${outcome.text}`;
  const text = `${framed(command.option!.name, context.quote(chain), second, body)}${countWords(count)}.`;
  return { text: text + commentWords(rule, context), quoted: [...packets.quoted, ...outcome.quoted] };
}

/** Where the rule goes, or what else is done with it. */
function framed(command: string, chain: string, number: string | undefined, body: string): string {
  switch (command) {
    case 'insert':
      return number === undefined
        ? `At the top of ${chain}, ${body}`
        : `As rule ${Number(number)} of ${chain}, ${body}`;
    case 'replace':
      return `In place of rule ${Number(number)} of ${chain}, ${body}`;
    case 'delete':
      return `Removes from ${chain} the rule by which ${body}`;
    case 'check':
      return `Checks that ${chain} has the rule by which ${body}`;
    default:
      return `In ${chain}, ${body}`;
  }
}

/** Commands that have no rule. */
function managementSentence(
  command: string,
  chain: string | undefined,
  second: string | undefined,
  { quote }: ValueContext,
): string | undefined {
  const named = chain === undefined ? 'every chain of the table' : quote(chain);
  const numbered = second === undefined ? named : `rule ${Number(second)} of ${named}`;
  switch (command) {
    case 'delete':
      return second === undefined ? undefined : `Removes ${numbered}.`;
    case 'list':
    case 'list-rules':
      return `Prints ${second === undefined ? `the rules of ${named}` : numbered}.`;
    case 'flush':
      return `Empties ${named}.`;
    case 'zero':
      return `Sets the counters of ${numbered} to zero.`;
    case 'new-chain':
      return chain === undefined ? undefined : `Makes the chain ${named}.`;
    case 'delete-chain':
      return `Removes ${chain === undefined ? 'every user-defined chain of the table' : `the chain ${named}`}.`;
    case 'rename-chain':
      return second === undefined ? undefined : `Gives the chain ${named} the name ${quote(second)}.`;
    case 'policy':
      return second === undefined
        ? undefined
        : `Packets that no rule of ${named} decides on ${policyWords(second, quote)}.`;
    default:
      return undefined;
  }
}

function policyWords(policy: string, quote: (text: string) => string): string {
  if (policy === 'ACCEPT') return 'are accepted';
  return policy === 'DROP' ? 'are dropped' : `meet the policy ${quote(policy)}`;
}

function countWords(count: RuleCount | undefined): string {
  if (!count) return '';
  if (count.packets === 0n) return '; none has matched so far';
  const have = count.packets === 1n ? 'has' : 'have';
  return `; ${counted(count.packets, 'packet')} (${byteSize(count.bytes)}) ${have} matched so far`;
}

function commentWords({ parts }: Rule, { quote }: ValueContext): string {
  const texts = parts.filter(isComment).flatMap(({ values }) => values.map(({ value }) => quote(value)));
  return texts.length > 0 ? ` Comment: ${texts.join(', ')}.` : '';
}

function isComment({ module, option }: RulePart): boolean {
  return module?.name === 'comment' && option?.name === 'comment';
}

function protocolOf({ parts }: Rule): string | undefined {
  const part = parts.find(({ module, option, inversion }) => !module && !inversion && option?.name === 'protocol');
  return part?.values[0]?.value.toLowerCase();
}
