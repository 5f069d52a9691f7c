// The request behind "Which Packets Reach This?", as any client may send it.

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { type WhichPacketsParams, type WhichPacketsResult, whichPacketsRequest } from '../../server/src/lsp/protocol';
import { type Client, startClient } from './client';

const uri = 'file:///istio.iptables';

describe('the request for the packets that reach a rule', function () {
  this.timeout(30_000);
  let client: Client;
  before(async () => {
    client = await startClient();
    await client.open(uri, readFileSync('examples/istio-mended.iptables', 'utf8'));
  });
  after(() => client.stop());

  const ask = (line: number, of = uri) => {
    const params: WhichPacketsParams = { uri: of, line };
    return client.connection.sendRequest<WhichPacketsResult | null>(whichPacketsRequest, params);
  };

  it('tells the rule and the packets, or why there are none', async () => {
    assert.deepEqual(await ask(23), {
      rule: '-A ISTIO_OUTPUT -o lo -m owner ! --gid-owner 1337 -j RETURN',
      text: 'no packet: rule 3 of ISTIO_OUTPUT takes every packet on lo unless uid 1337, rule 4 the others',
    });
    assert.match(
      (await ask(27))!.text,
      /^sent by this host: tcp unless uid\/gid 1337 or on lo\n {2}for example out tcp 80 /,
    );
  });

  it('has nothing to tell of other lines and of documents that are not open', async () => {
    for (const line of [0, 6, 28, 1_000, -1]) assert.equal(await ask(line), null, String(line));
    assert.equal(await ask(23, 'file:///other.iptables'), null);
  });
});
