/** Signature help: the values that the option at the cursor takes, and which of them is being typed. */

import type { MarkupContent, ParameterInformation, SignatureHelp } from 'vscode-languageserver-types';
import type { Option } from '../modules/types';
import type { RulePart } from '../ruleset/rule';
import type { Ruleset } from '../ruleset/ruleset';
import { rulePlaceAt } from './completion/place';
import { valueSyntax } from './value-syntax';

/** The option whose value is at the cursor, as `--dport port[:port]`; undefined where none is due. */
export function signatureHelp(ruleset: Ruleset, line: number, column: number): SignatureHelp | undefined {
  if (ruleset.document.dump.lines[line]?.kind !== 'rule') return undefined;
  const value = rulePlaceAt(ruleset, line, column)?.value;
  if (!value) return undefined;
  const signature = signatureOf(value.part, value.option);
  return { signatures: [signature], activeSignature: 0, activeParameter: value.index };
}

function signatureOf({ name, inversion }: RulePart, option: Option) {
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
  return { label, documentation: markdown(option), parameters };
}

function markdown({ summary, note }: Option): MarkupContent {
  return { kind: 'markdown', value: [summary, note].filter(Boolean).join(' ') };
}
