// The data plane as text: each arrow and each note, for dumps of every kind, as the files in cases/ have them.

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataPlane } from '../../../server/src/features/diagram/data-plane';
import { diagramText } from '../../../server/src/features/diagram/diagram';
import { drawnRuleset } from './support';

const cases: [expected: string, dump: string][] = [
  ['istio-sidecar', 'examples/istio-mended.iptables'],
  ['istio-damaged', 'examples/istio-damaged.iptables'],
  ['istio-tproxy', 'examples/istio-tproxy.iptables-save'],
  ['istio-dns-capture', 'examples/istio-dns-capture.iptables-save'],
  ['istio-ambient', 'examples/istio-ambient-pod.iptables-save'],
  ['docker', 'test/features/diagram/cases/docker.iptables'],
  ['kube-proxy', 'test/features/diagram/cases/kube-proxy.iptables'],
  ['ufw-fragment', 'examples/ufw-before.iptables'],
  ['filter', 'test/features/diagram/cases/filter.iptables'],
  ['filter-v6', 'test/features/diagram/cases/filter.ip6tables'],
];

describe('the data plane', function () {
  this.timeout(30_000);

  for (const [name, dump] of cases) {
    it(`of ${dump}`, () => {
      const expected = readFileSync(join(__dirname, 'cases', `${name}.txt`), 'utf8');
      assert.equal(`${diagramText(dataPlane(drawnRuleset(dump)))}\n`, expected);
    });
  }

  it('of a stock sidecar leads from the client to the application, and from that to the next service', () => {
    const { boxes, arrows } = dataPlane(drawnRuleset('examples/istio-mended.iptables'));
    const titles = new Map(boxes.map(({ id, title }) => [id, title]));
    const ways = arrows.map(({ from, to }) => `${titles.get(from)} -> ${titles.get(to)}`);
    const drawing = [
      ['Client', 'PREROUTING', 'redirects inbound tcp to 15006', 'Envoy inbound :15006', 'Application'],
      ['Application', 'OUTPUT', 'redirects all outbound tcp to 15001', 'Envoy outbound :15001', 'Next service'],
    ];
    const wanted = drawing.flatMap((stations) => stations.slice(1).map((to, i) => `${stations[i]} -> ${to}`));
    assert.deepEqual(
      wanted.filter((way) => !ways.includes(way)),
      [],
    );
  });

  it('has boxes that lead to the rules they stand for', () => {
    const { boxes } = dataPlane(drawnRuleset('examples/istio-mended.iptables'));
    const linesOf = (title: string) => boxes.find((box) => box.title === title)?.lines.map((line) => line + 1);
    assert.deepEqual(linesOf('redirects inbound tcp to 15006'), [10, 17, 18]);
    assert.deepEqual(linesOf('excluded ports'), [10, 12, 13, 14, 15, 16]);
    assert.deepEqual(linesOf('OUTPUT'), [4, 11]);
    assert.deepEqual(linesOf('Application'), [11, 19, 21, 22]);
  });
});
