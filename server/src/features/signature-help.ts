/** Signature help: the values that the option at the cursor takes, and which of them is being typed. */

import type {
  MarkupContent,
  ParameterInformation,
  SignatureHelp,
  SignatureInformation,
} from 'vscode-languageserver-types';
import type { Option } from '../modules/types';
import type { RulePart } from '../ruleset/rule';
import type { Ruleset } from '../ruleset/ruleset';
import { type RulePlace, rulePlaceAt } from './completion/place';
import { blocks } from './markdown';
import { neededText, unloadedOptions } from './unloaded-option';
import { valueSyntax } from './value-syntax';

/**
 * The option whose value is at the cursor, as `--dport port[:port]`; undefined where none is due. Of an option that nothing
 * on the line brings, one signature for each form that it has, and what it needs.
 */
export function signatureHelp(ruleset: Ruleset, line: number, column: number): SignatureHelp | undefined {
  if (ruleset.document.dump.lines[line]?.kind !== 'rule') return undefined;
  const place = rulePlaceAt(ruleset, line, column);
  if (!place) return undefined;
  const { value } = place;
  if (value)
    return { signatures: [signatureOf(value.part, value.option)], activeSignature: 0, activeParameter: value.index };
  return unloadedHelp(place);
}

function unloadedHelp({ before, family }: RulePlace): SignatureHelp | undefined {
  const part = before.parts.at(-1);
  if (!part) return undefined;
  const activeParameter = before.words.filter(({ start }) => start > part.name.start).length;
  const options = unloadedOptions(part, family);
  const byForm = new Map<string, SignatureInformation>();
  for (const { option } of options) {
    if (activeParameter >= (option.values?.length ?? 0)) continue;
    const signature = signatureOf(part, option, neededText(options));
    if (!byForm.has(signature.label)) byForm.set(signature.label, signature);
  }
  return byForm.size === 0 ? undefined : { signatures: [...byForm.values()], activeSignature: 0, activeParameter };
}

function signatureOf({ name, inversion }: RulePart, option: Option, needed = ''): SignatureInformation {
  const parameters: ParameterInformation[] = [];
  let label = `${inversion ? '! ' : ''}${name.value}`;
  const values = option.values ?? [];
  for (const [index, value] of values.entries()) {
    const syntax = valueSyntax(value);
    const optional = index >= values.length - (option.optionalValues ?? 0);
    const start = label.length + (optional ? 2 : 1);
    label += optional ? ` [${syntax}]` : ` ${syntax}`;
    parameters.push({ label: [start, start + syntax.length] });
  }
  return { label, documentation: markdown(option, needed), parameters };
}

function markdown({ summary, note }: Option, needed: string): MarkupContent {
  return { kind: 'markdown', value: blocks([summary, note].filter(Boolean).join(' '), needed) };
}
