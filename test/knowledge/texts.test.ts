// Every text of the knowledge base is fit to be shown: whole sentences, Markdown without HTML, nothing empty.
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { addressKnowledge } from '../../server/src/knowledge/addresses';
import {
  builtInChainKnowledge,
  counterKnowledge,
  policyKnowledge,
  tableKnowledge,
  targetKnowledge,
} from '../../server/src/knowledge/built-in';
import { chainOwners } from '../../server/src/knowledge/chains/index';
import { allIstioChains, datingHints } from '../../server/src/knowledge/istio';
import { builtInRules } from '../../server/src/knowledge/istio/built-in-rules';
import type { IstioRule } from '../../server/src/knowledge/istio/types';
import { markKnowledge, zoneKnowledge } from '../../server/src/knowledge/marks';
import { ownerKnowledge } from '../../server/src/knowledge/owners';
import { portKnowledge } from '../../server/src/knowledge/ports';

const istioRuleTexts = (rule: IstioRule) => [rule.why, rule.when];
const everyPort = Array.from({ length: 65_536 }, (_, port) => portKnowledge(port));
const hooks = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'];
const tables = ['filter', 'nat', 'mangle', 'raw', 'security'];

const sentences: [what: string, texts: (string | undefined)[]][] = [
  ['Istio chains', allIstioChains.flatMap((chain) => [chain.summary, chain.role, chain.order, chain.releases])],
  ['pitfalls', allIstioChains.flatMap((chain) => chain.pitfalls)],
  ['settings', allIstioChains.flatMap((chain) => chain.settings.map((setting) => setting.effect))],
  ['Istio rules', [...allIstioChains.flatMap((chain) => chain.rules), ...builtInRules].flatMap(istioRuleTexts)],
  ['dating hints', datingHints.flatMap((hint) => [hint.observation, hint.unless])],
  [
    'chains',
    chainOwners.flatMap(({ chains, general = [] }) =>
      [...chains, ...general].flatMap(([, , , purpose, life]) => [purpose, life]),
    ),
  ],
  ['ports', everyPort.map((port) => port?.meaning)],
  ['tables', tables.flatMap((table) => Object.values(tableKnowledge(table) ?? {}))],
  [
    'built-in chains',
    tables.flatMap((table) => hooks.flatMap((hook) => Object.values(builtInChainKnowledge(table, hook) ?? {}))),
  ],
  ['counters', tables.flatMap((table) => hooks.map((hook) => counterKnowledge(table, hook)))],
  ['policies', ['ACCEPT', 'DROP', '-'].map((policy) => policyKnowledge(policy)?.meaning)],
  ['targets', ['ACCEPT', 'REDIRECT', 'CT', 'SYNPROXY'].map((target) => targetKnowledge(target)?.meaning)],
  [
    'owners',
    [
      ownerKnowledge('uid', '1337')?.meaning,
      ownerKnowledge('gid', '1337')?.meaning,
      ownerKnowledge('uid', '0')?.meaning,
    ],
  ],
  [
    'addresses',
    ['127.0.0.6', '127.0.0.1', '127.0.0.11', '169.254.7.127'].map((address) => addressKnowledge(address)?.meaning),
  ],
  [
    'marks',
    [markKnowledge(1337), markKnowledge(0x539, 0xfff), markKnowledge(0x4000, 0x4000)].map((mark) => mark?.meaning),
  ],
  ['zones', [zoneKnowledge(1)?.meaning, zoneKnowledge(2)?.meaning]],
];

const phrases: [what: string, texts: (string | undefined)[]][] = [
  ['who jumps to Istio chains', allIstioChains.map((chain) => chain.jumpedFrom)],
  ['settings', allIstioChains.flatMap((chain) => chain.settings.map((setting) => setting.name))],
  ['owners of chains', chainOwners.map((owner) => owner.owner)],
  [
    'who jumps to chains',
    chainOwners.flatMap(({ chains, general = [] }) => [...chains, ...general].map((row) => row[2])),
  ],
  ['ports', everyPort.map((port) => port?.name)],
];

function checkText(text: string): void {
  assert.ok(text.trim() === text && text !== '', `blank: "${text}"`);
  assert.doesNotMatch(text, /<|\s{2}|undefined|[“”‘’]/, text);
  assert.equal(text.split('`').length % 2, 1, `unpaired backtick: ${text}`);
}

describe('texts', () => {
  for (const [what, texts] of sentences)
    it(`${what}: sentences`, () => {
      const present = texts.filter((text) => text !== undefined);
      assert.ok(present.length > 1);
      for (const text of present) {
        checkText(text);
        assert.match(text, /[.!?]\)?$/, text);
        assert.match(text, /^[^a-z]|^(?:mangle|nat|raw|ztunnel) /, text);
      }
    });

  for (const [what, texts] of phrases)
    it(`${what}: phrases`, () => {
      const present = texts.filter((text) => text !== undefined);
      assert.ok(present.length > 1);
      for (const text of present) {
        checkText(text);
        assert.doesNotMatch(text, /\.$/, text);
      }
    });
});
