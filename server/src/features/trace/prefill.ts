/** The question that a rule suggests: which packets somebody who stands on its line wants to follow. */

import { askedPackets, type Question } from '../../packets/question';
import { questionWords } from '../../packets/question-words';
import { hooksTo, waysTo } from '../../packets/reach';
import { tableRules } from '../../packets/table-rules';
import type { Direction } from '../../packets/traverse';
import { type RulePart, readRule } from '../../ruleset/rule';
import { declarationName, type Ruleset, type Table, tableAt } from '../../ruleset/ruleset';
import type { Family } from '../../ruleset/tables';
import type { RuleLine } from '../../syntax/line';

/** A question in words for the rule or chain declaration on a line; '' where no packet suggests itself. */
export function suggestedQuestion(ruleset: Ruleset, line: number): string {
  const table = tableAt(ruleset, line);
  const node = ruleset.document.dump.lines[line];
  if (!table || !node) return '';
  if (node.kind === 'rule') return questionOfWay(ruleset, table, line, true);
  if (node.kind !== 'declaration' || !node.declarations[0]) return '';
  const name = declarationName(node, node.declarations[0]);
  const direction = directions.get(name);
  if (direction) return direction;
  const id = ruleset.document.names.ids.get(name);
  const first = id === undefined ? undefined : tableRules(ruleset, table).linesOf(id)[0];
  return first === undefined ? '' : questionOfWay(ruleset, table, first, false);
}

const directions: ReadonlyMap<string, Direction> = new Map([
  ['PREROUTING', 'in'],
  ['INPUT', 'in'],
  ['FORWARD', 'forward'],
  ['OUTPUT', 'out'],
  ['POSTROUTING', 'out'],
]);

/** What the rule itself asks for goes before what the jumps to its chain ask for. */
function questionOfWay(ruleset: Ruleset, table: Table, line: number, ofRule: boolean): string {
  const own = ofRule ? questionOfRule(ruleset, line) : {};
  const direction = directionOf(own, hooksTo(ruleset, table, line));
  if (!direction) return '';
  const way = waysTo(ruleset, table, line).ways.find((each) => directions.get(each.hook) === direction);
  const jumps = (way?.lines ?? []).map((each) => questionOfRule(ruleset, each));
  return questionWords(fitting(direction, Object.assign({}, ...jumps, own)));
}

/** Of the directions from which a rule is reached, the one that its own words speak for, else the first. */
function directionOf({ uid, gid, incoming, leaving }: Question, hooks: readonly string[]): Direction | undefined {
  const reached = hooks.flatMap((hook) => directions.get(hook) ?? []);
  const sends = uid !== undefined || gid !== undefined || incoming === 'lo' || leaving === 'lo';
  const wanted: Direction[] = sends ? ['out'] : [];
  if (incoming !== undefined && leaving !== undefined) wanted.push('forward');
  else if (leaving !== undefined) wanted.push('out', 'forward');
  return wanted.find((each) => reached.includes(each) || incoming === 'lo') ?? reached[0];
}

/** Without what cannot be asked of packets that go this way; what comes in over lo was sent by this host. */
function fitting(direction: Direction, asked: Question): { direction: Direction; question: Question } {
  const { incoming, leaving, uid, gid, ...question } = asked;
  if (direction === 'out') {
    const over = leaving ?? (incoming === 'lo' ? incoming : undefined);
    return { direction, question: { ...question, ...defined({ uid, gid, leaving: over }) } };
  }
  return {
    direction,
    question: { ...question, ...defined(direction === 'in' ? { incoming } : { incoming, leaving }) },
  };
}

function defined(question: { [field in keyof Question]: string | undefined }): Question {
  return Object.fromEntries(Object.entries(question).filter(([, value]) => value !== undefined));
}

function questionOfRule({ document }: Ruleset, line: number): Question {
  const question: Question = {};
  for (const part of readRule(document.dump.lines[line] as RuleLine, document.family).parts) {
    const field = fieldOf(part);
    const value = field && askedValue(field, part, document.family);
    if (field && value !== undefined) question[field] ??= value;
  }
  return question;
}

function fieldOf({ option, module, inversion }: RulePart): keyof Question | undefined {
  if (!option || inversion || (module && module.kind !== 'match')) return undefined;
  if (option.name === 'mark') return module?.name === 'connmark' ? 'connmark' : 'mark';
  return Object.hasOwn(fields, option.name) ? fields[option.name] : undefined;
}

const fields: Readonly<Record<string, keyof Question>> = {
  protocol: 'protocol',
  source: 'source',
  destination: 'destination',
  'in-interface': 'incoming',
  'out-interface': 'leaving',
  dport: 'port',
  sport: 'sourcePort',
  dports: 'port',
  sports: 'sourcePort',
  ports: 'port',
  'uid-owner': 'uid',
  'gid-owner': 'gid',
  ctstate: 'state',
  state: 'state',
  ctdir: 'connectionDirection',
  'icmp-type': 'icmpType',
  'icmpv6-type': 'icmpType',
};

/** The value as a question has it: the first of a list, but all states; undefined where it says nothing that can be asked. */
function askedValue(field: keyof Question, part: RulePart, family: Family): string | undefined {
  const whole = part.values[0]?.value ?? '';
  if (field === 'state' && /\bNEW\b/i.test(whole)) return undefined;
  const first = field === 'state' ? whole : (whole.split(',')[0] ?? '');
  const value = field === 'source' || field === 'destination' ? first.replace(/\/(?:32|128)$/, '') : first;
  const isOpen =
    value === '' || value === '+' || /\s/.test(value) || (field === 'protocol' && /^(?:0|all)$/i.test(value));
  return isOpen || 'unreadable' in askedPackets({ [field]: value }, 'in', family) ? undefined : value;
}
