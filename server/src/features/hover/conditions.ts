/** Where an option or module is taken: protocols, tables, chains, other options, other backends; and where to read more. */

import type { Difference, Module, Option } from '../../modules/types';
import { orList } from '../../packets/phrases';
import { bullets, code } from '../markdown';

const manualPages = 'https://man7.org/linux/man-pages/man8/';

/** A link to the man page that describes modules, or iptables itself. */
export function manualLink(of: 'modules' | 'iptables'): string {
  const page = of === 'modules' ? 'iptables-extensions' : 'iptables';
  return `[${page}(8)](${manualPages}${page}.8.html)`;
}

/** What the rest of the rule has to be like; '' where nothing is asked for. */
export function conditionsText(of: Option | Module): string {
  const sentences = [
    protocolSentence(of.protocols),
    of.tables && `Only in the table${of.tables.length > 1 ? 's' : ''} ${orCode(of.tables)}.`,
    of.hooks && `Only in chains reached from ${orCode(of.hooks)} alone.`,
    ...('options' in of ? [neededOption(of)] : optionSentences(of)),
  ];
  return sentences.filter(Boolean).join(' ');
}

function protocolSentence(protocols: Option['protocols']): string | undefined {
  if (protocols === undefined) return undefined;
  return protocols === 'any' ? 'Needs `-p`.' : `Needs ${orList(protocols.map((name) => code(`-p ${name}`)))}.`;
}

function neededOption({ needsOneOf }: Module): string | undefined {
  if (needsOneOf === undefined) return undefined;
  return needsOneOf === 'any'
    ? 'At least one option is needed.'
    : `Needs ${orList(needsOneOf.map((name) => code(`--${name}`)))}.`;
}

function optionSentences({ required, requires, excludes, after, repeat, families }: Option): (string | undefined)[] {
  return [
    required && 'Always needed.',
    requires && `Needs ${orOptions(requires)}.`,
    excludes && `Not together with ${orOptions(excludes)}.`,
    after && `Stands behind ${code(`--${after.option}${after.value === undefined ? '' : ` ${after.value}`}`)}.`,
    repeat === 'allowed' ? 'May be repeated.' : undefined,
    families && `Only for ${families.includes('ipv4') ? 'iptables' : 'ip6tables'}.`,
  ];
}

function orOptions(names: readonly string[]): string {
  return orList(names.map((name) => code(`--${name}`)));
}

function orCode(names: readonly string[]): string {
  return orList(names.map(code));
}

/** What other versions and backends do; '' without a difference. */
export function differencesText(differences: readonly Difference[] | undefined): string {
  return bullets((differences ?? []).map(({ tool, effect, what }) => `**${tool}** ${effect}: ${what}`));
}
