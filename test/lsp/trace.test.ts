// The requests behind "Trace a Packet…", as any client may send them.

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import {
  type TraceFound,
  type TraceNode,
  type TraceParams,
  type TraceQuestionParams,
  type TraceQuestionResult,
  type TraceResult,
  traceQuestionRequest,
  traceRequest,
} from '../../server/src/lsp/protocol';
import { type Client, startClient } from './client';

const uri = 'file:///istio.iptables';

function kindsBelow(nodes: readonly TraceNode[]): string[] {
  return nodes.flatMap(({ kind, children }) => [kind, ...kindsBelow(children)]);
}

describe('the requests of a trace', function () {
  this.timeout(30_000);
  let client: Client;
  before(async () => {
    client = await startClient();
    await client.open(uri, readFileSync('examples/istio-mended.iptables', 'utf8'));
  });
  after(() => client.stop());

  const trace = (question: string, others: Partial<TraceParams> = {}) => {
    const params: TraceParams = { uri, question, ...others };
    return client.connection.sendRequest<TraceResult | null>(traceRequest, params);
  };

  it('tell the question that a line suggests', async () => {
    const params: TraceQuestionParams = { uri, line: 15 };
    assert.deepEqual(await client.connection.sendRequest<TraceQuestionResult>(traceQuestionRequest, params), {
      question: 'in tcp 15020',
    });
  });

  it('tell the answers, as a tree and as Markdown', async () => {
    const found = (await trace('tcp in 15021')) as TraceFound;
    assert.equal(found.question, 'in tcp 15021');
    assert.deepEqual(
      found.answers.map(({ label, outcome }) => [label, outcome]),
      [['delivered here, port 15021 (Istio readiness)', 'local']],
    );
    assert.match(found.markdown, /^Where `in tcp 15021` goes in `istio\.iptables`:\n/);
  });

  for (const explained of [true, false])
    it(`${explained ? 'tell' : 'leave out'} what packets pass without a match, as they are asked`, async () => {
      const { answers, markdown } = (await trace('tcp in 15021', { explained })) as TraceFound;
      const rules = kindsBelow(answers);
      assert.ok(rules.includes('rule'));
      assert.equal(rules.includes('miss'), explained);
      assert.equal(markdown.includes('not rule'), explained);
    });

  it('say what is wrong with a question', async () => {
    assert.deepEqual(await trace('80'), { message: 'a direction is missing: in, out or forward' });
  });

  it('know nothing of documents that are not open', async () => {
    assert.equal(await trace('in', { uri: 'file:///other' }), null);
  });
});
