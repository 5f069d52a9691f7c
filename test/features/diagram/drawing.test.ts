// Pictures as SVG and as Mermaid: nothing from a dump gets out of its place, all is told in words, and every arrow has its way.

import { strict as assert } from 'node:assert';
import { chainGraph, tableNamed } from '../../../server/src/features/diagram/chains';
import { dataPlane } from '../../../server/src/features/diagram/data-plane';
import type { Diagram } from '../../../server/src/features/diagram/diagram';
import { layout } from '../../../server/src/features/diagram/elk';
import { placeDiagram, wrap } from '../../../server/src/features/diagram/layout';
import { diagramMermaid, escapeMermaid } from '../../../server/src/features/diagram/mermaid';
import { diagramSvg } from '../../../server/src/features/diagram/svg';
import { escapeMarkup } from '../../../server/src/features/markup';
import { drawnRuleset, rulesetOf } from './support';

const hostile = [
  '<script>x</script>',
  '"onload=x',
  "a'b",
  '&amp;',
  'x]]>',
  '-->',
  'a|b',
  '`c`',
  'end;',
  '\u202e',
  '\u0007',
];

function hostileDiagram(): Diagram {
  return {
    title: hostile.join(' '),
    description: hostile.join(' '),
    boxes: hostile.map((text) => ({ id: text, kind: 'chain', title: text, notes: [text], lines: [] })),
    arrows: hostile.slice(1).map((text, i) => ({ from: hostile[i]!, to: text, label: text, style: 'plain' })),
  };
}

async function svgOf(diagram: Diagram, interactive: boolean): Promise<string> {
  return diagramSvg(await placeDiagram(diagram, layout), { interactive });
}

/** The elements that an XML parser would see, if quotes and tags are as they should be. */
function elements(svg: string): string[] {
  const rest = svg.replace(/<(\/?[a-z]+)((?: [a-zA-Z:-]+="[^"<]*")*) ?\/?>/g, '');
  assert.doesNotMatch(rest.replace(/<\/?[a-z]+/g, ''), /[<]/);
  return [...svg.matchAll(/<([a-zA-Z]+)/g)].map(([, name]) => name!);
}

describe('a picture as SVG', function () {
  this.timeout(30_000);

  for (const interactive of [true, false]) {
    it(`keeps hostile names in their place, ${interactive ? 'in the panel' : 'in a file'}`, async () => {
      const svg = await svgOf(hostileDiagram(), interactive);
      const allowed = 'svg title desc style defs marker path rect polygon g text'.split(' ');
      assert.deepEqual(
        elements(svg).filter((name) => !allowed.includes(name)),
        [],
      );
      assert.doesNotMatch(svg, /\u0007/);
      assert.ok(svg.includes('&lt;script&gt;x&lt;/script&gt;'));
      assert.doesNotMatch(svg.replace(/"[^"]*"/g, '""'), /\son\w+=/);
    });
  }

  it('takes names of chains from real rules as they are', async () => {
    const ruleset = rulesetOf('*filter\n:INPUT ACCEPT [0:0]\n:<img/src=x> - [0:0]\n-A INPUT -j <img/src=x>\nCOMMIT\n');
    const svg = await svgOf(chainGraph(ruleset, tableNamed(ruleset, 'filter')!), true);
    assert.ok(svg.includes('&lt;img/src=x&gt;'));
    assert.ok(!svg.includes('<img'));
  });

  it('has a place for every box and a way for every arrow, and tells in words what is shown', async () => {
    const diagram = dataPlane(drawnRuleset('examples/istio-mended.iptables'));
    const placed = await placeDiagram(diagram, layout);
    assert.ok(placed.boxes.every(({ width, x, y }) => width > 0 && x >= 0 && y >= 0));
    assert.ok(placed.arrows.every(({ points }) => points.length >= 2));
    const inFile = diagramSvg(placed, { interactive: false });
    assert.match(inFile, /role="img"/);
    assert.match(inFile, /listener: Envoy outbound :15001\. goes on to Next service/);
    const inPanel = diagramSvg(placed, { interactive: true });
    assert.equal(inPanel.match(/role="button"/g)?.length, diagram.boxes.length);
    assert.ok(!inPanel.includes('<style>'));
  });

  it('escapes text', () => {
    assert.equal(
      escapeMarkup(`<a b="c" d='e'>&\u0000\ud800`),
      '&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;\ufffd\ufffd',
    );
    assert.deepEqual(wrap('ab cd efghij', 5), ['ab cd', 'efghi', 'j']);
  });
});

describe('a picture as Mermaid', () => {
  it('keeps hostile names in quotes', () => {
    for (const line of diagramMermaid(hostileDiagram()).split('\n').slice(2))
      assert.match(
        line,
        /^(?: {2}box\d+\["[^"<>`;]*(?:(?:<br\/>|#\d+;)[^"<>`;]*)*"\]| {2}box\d+ -->\|"(?:[^"<>`;|]|#\d+;)*"\| box\d+)?$/,
      );
    assert.equal(escapeMermaid('a"b#c;'), 'a#34;b#35;c#59;');
  });

  it('draws the way through a sidecar', () => {
    const text = diagramMermaid(dataPlane(drawnRuleset('examples/istio-mended.iptables')));
    assert.match(text, /^flowchart TD\n/);
    assert.match(text, /\(\["peer<br\/>Client"\]\)/);
    assert.match(text, /-->\|":8080"\|/);
  });
});
