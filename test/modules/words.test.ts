// The words that options take are accepted by the real tool, and stand for the numbers that the data gives.

import assert from 'node:assert/strict';
import { findMatch, findTarget } from '../../server/src/modules/index';
import { findOption } from '../../server/src/modules/option-names';
import type { Family, IcmpWord, Word } from '../../server/src/modules/types';
import { restore } from '../support/oracle';
import { requireOracle } from '../support/requirements';

interface Case {
  /** The module and the option whose words are tried. */
  module: string;
  option: string;
  family?: Family;
  /** Everything of the rule but the option, which takes the place of `OPTION`. */
  rule: string;
  /** How iptables-save writes the word; without it, the word has to be accepted and no more. */
  saved?: (word: Word) => string | undefined;
}

const hex = (number: number) => `0x${number.toString(16).padStart(2, '0')}`;

const cases: readonly Case[] = [
  { module: 'icmp', option: 'icmp-type', rule: '-p icmp -m icmp OPTION', saved: icmp },
  { module: 'icmp6', option: 'icmpv6-type', family: 'ipv6', rule: '-p icmpv6 -m icmp6 OPTION', saved: icmp },
  { module: 'mh', option: 'mh-type', family: 'ipv6', rule: '-p mh -m mh OPTION', saved: decimal },
  { module: 'dscp', option: 'dscp-class', rule: '-m dscp OPTION', saved: (word) => `--dscp ${hex(word.number!)}` },
  {
    module: 'DSCP',
    option: 'set-dscp-class',
    rule: '-j DSCP OPTION',
    saved: (word) => `--set-dscp ${hex(word.number!)}`,
  },
  { module: 'tos', option: 'tos', rule: '-m tos OPTION', saved: (word) => `--tos ${hex(word.number!)}/0x3f` },
  { module: 'TOS', option: 'set-tos', rule: '-j TOS OPTION', saved: (word) => `--set-tos ${hex(word.number!)}/0x3f` },
  { module: 'LOG', option: 'log-level', rule: '-j LOG OPTION', saved: logLevel },
  { module: 'TCPOPTSTRIP', option: 'strip-options', rule: '-p tcp -j TCPOPTSTRIP OPTION' },
  { module: 'ipv6header', option: 'header', family: 'ipv6', rule: '-m ipv6header OPTION' },
  { module: 'conntrack', option: 'ctstate', rule: '-m conntrack OPTION' },
  { module: 'conntrack', option: 'ctstatus', rule: '-m conntrack OPTION' },
  { module: 'conntrack', option: 'ctdir', rule: '-m conntrack --ctstate NEW OPTION' },
  { module: 'state', option: 'state', rule: '-m state OPTION' },
  { module: 'addrtype', option: 'src-type', rule: '-m addrtype OPTION' },
  { module: 'pkttype', option: 'pkt-type', rule: '-m pkttype OPTION' },
  { module: 'dccp', option: 'dccp-types', rule: '-p dccp -m dccp OPTION' },
  { module: 'string', option: 'algo', rule: '-m string --string x OPTION' },
  { module: 'hashlimit', option: 'hashlimit-mode', rule: '-m hashlimit --hashlimit 1/s --hashlimit-name words OPTION' },
  { module: 'connbytes', option: 'connbytes-dir', rule: '-m connbytes --connbytes 1 --connbytes-mode bytes OPTION' },
  { module: 'connbytes', option: 'connbytes-mode', rule: '-m connbytes --connbytes 1 --connbytes-dir both OPTION' },
  { module: 'AUDIT', option: 'type', rule: '-j AUDIT OPTION' },
  { module: 'HMARK', option: 'hmark-tuple', rule: '-j HMARK --hmark-rnd 1 --hmark-mod 1 OPTION' },
];

describe('the words of an option', function () {
  this.timeout(20_000);

  before(function () {
    requireOracle(this);
  });

  for (const each of cases) {
    it(`${each.module} --${each.option} are those of the tool`, () => check(each));
  }

  it('are taken in the families that they name', () => {
    for (const { word, families } of wordsOf('addrtype', 'src-type', 'ipv6')) {
      const rule = `*mangle\n-A FORWARD -m addrtype --src-type ${word}\nCOMMIT\n`;
      const accepted = restore(rule, { backend: 'legacy', family: 'ipv6' }).status === 0;
      assert.equal(accepted, families === undefined || families.includes('ipv6'), word);
    }
  });
});

function check({ module, option, family = 'ipv4', rule, saved }: Case): void {
  const words = wordsOf(module, option, family);
  const spellings = words.flatMap((word) => [word.word, ...(word.aliases ?? [])].map((name) => ({ word, name })));
  const rules = spellings.map(({ name }) => `-A FORWARD ${rule.replace('OPTION', `--${option} ${name}`)}\n`);
  const verdict = restore(`*mangle\n${rules.join('')}COMMIT\n`, { backend: 'legacy', family, save: true });
  assert.equal(verdict.status, 0, verdict.messages);
  const lines = verdict.saved.split('\n').filter((line) => line.includes('-A FORWARD'));
  assert.equal(lines.length, spellings.length);
  for (const [index, { word, name }] of spellings.entries()) {
    const expected = saved?.(word);
    if (expected !== undefined) assert.match(`${lines[index]} `, new RegExp(`${expected} `), name);
  }
}

function wordsOf(module: string, option: string, family: Family): readonly Word[] {
  const found = findMatch(module, family) ?? findTarget(module, family);
  assert.ok(found, module);
  const words = findOption(found, option)?.values?.flatMap((value): readonly Word[] =>
    'words' in value ? value.words : [],
  );
  assert.ok(words !== undefined && words.length > 0, option);
  return words;
}

function icmp(word: Word): string | undefined {
  const { type, code } = word as IcmpWord;
  if (type === 255) return 'any';
  return code === undefined ? ` ${type}` : ` ${type}/${code}`;
}

function decimal(word: Word): string {
  return ` ${word.number}`;
}

/** The tool does not write the level that is the default. */
function logLevel(word: Word): string | undefined {
  return word.number === 4 ? undefined : `--log-level ${word.number}`;
}
