/** What a rule does with the packets that match, in words: `are redirected to port 15001 of this host`. */

import { findTarget } from '../../modules/index';
import type { TargetModule } from '../../modules/types';
import type { Rule, RulePart } from '../../ruleset/rule';
import { targetOf } from '../../ruleset/rule-summary';
import { hookNames } from '../../ruleset/tables';
import { andList } from '../markdown';
import type { ValueContext } from '../values/meaning';
import type { Words } from './conditions';
import { optionPhrase, quotedOption } from './fill';
import { targetPhrases } from './target-phrases';
import { foreignTarget, quotedUnknown, unknownOptions } from './unknown';

/** What happens to the packets, as a plural verb. `chain` is the chain that the rule stands in. */
export function outcomeWords(rule: Rule, chain: string, context: ValueContext): Words {
  const target = targetOf(rule);
  const name = target?.values[0]?.value;
  if (!target || name === undefined) return { text: 'are only counted and go on', quoted: [] };
  if (target.option?.name === 'goto') {
    return { text: `go on in ${context.quote(name)} without coming back here`, quoted: [] };
  }
  const module = findTarget(name, context.family);
  if (foreignTarget(rule) !== undefined && !module) return foreignOutcome(rule, name, context);
  if (!module) return { text: `are sent through ${context.quote(name)}`, quoted: [] };
  if (name === 'RETURN' && hookNames.includes(chain)) {
    return { text: `are left to the policy of ${context.quote(chain)}`, quoted: [] };
  }
  return moduleOutcome(
    module,
    rule.parts.filter((part) => part.module === module),
    context,
  );
}

function foreignOutcome(rule: Rule, name: string, context: ValueContext): Words {
  const options = unknownOptions(rule, 'target');
  const words = options.map((part) => ` with ${quotedUnknown(rule, part, context)}`);
  const text = `are handed to the target ${context.quote(name)}${words.join('')}`;
  return { text, quoted: [name, ...options.map((part) => part.name.value)] };
}

function moduleOutcome(module: TargetModule, parts: readonly RulePart[], context: ValueContext): Words {
  const known = targetPhrases(module.name);
  const quoted: string[] = [];
  const options = parts.flatMap((part) => {
    const text = optionPhrase(part, known?.options[part.option!.name], context);
    if (text !== undefined) return text === '' ? [] : [text];
    quoted.push(`${module.name} ${part.option!.name}`);
    return [`with ${quotedOption(part, context)}`];
  });
  if (!known) quoted.push(module.name);
  const verb = known ? (known.verb ?? '') : `meet the target ${context.quote(module.name)}`;
  const said = known?.and ? andList(options) : options.join(' ');
  const text = options.length === 0 ? (known?.bare ?? verb) : `${verb} ${said}`.trimStart();
  const whole = text || `meet the target ${module.name}`;
  return { text: module.terminating === 'no' ? `${whole} and go on` : whole, quoted };
}
