/** The rule language on the screen of a real VS Code: rules are typed as a user types them, and looked at. */

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import {
  chooseFromLightBulb,
  colourOf,
  eventually,
  hoverOver,
  isSquiggled,
  patience,
  shownLine,
  squiggledLines,
} from './editor';
import { signature, suggestionDetails, suggestions, take, type } from './typing';
import { useVsCode, type Window } from './vs-code';

const file = 'docker-host.iptables-save';

/** The last declaration of the file's filter table. */
const lastDeclaration = 20;

const hints = [
  ['--dport 15021', /--dport 15021\W*Istio readiness\W+j RETURN$/],
  ['-A PREROUTING', /^#1\W*A PREROUTING/],
  ['-s 127.0.0.6/32', /^#1\W*A ISTIO_OUTPUT -s/],
] as const;

describe('a rule that is typed', function () {
  this.timeout(4 * patience);
  const vsCode = useVsCode();

  /** Opens the file with the cursor behind this start of a rule, once the server has answered. */
  const openRule = async (start = ''): Promise<Window> => {
    const window = await vsCode.open(file, { behind: lastDeclaration, text: start });
    await window.page.locator('.statusbar-item', { hasText: 'IPv4' }).waitFor();
    return window;
  };

  it('has a misspelt option marked, and mended by the light bulb', async () => {
    const window = await openRule();
    const { page } = window;
    await type(page, '-A INPUT -p tcp --dprot 80 -j ACCEPT');
    const marked = await eventually(
      () => isSquiggled(page, 'error', '-A INPUT', '--dprot'),
      (isMarked) => isMarked,
    );
    assert.ok(marked, 'no squiggle lies under --dprot');
    await hasErrors(page, [lastDeclaration + 1]);
    await chooseFromLightBulb(page, '-A INPUT', '--dprot', 'Write --dport');
    await hasErrors(page, []);
    await isSaved(window, '-A INPUT -p tcp --dport 80 -j ACCEPT');
  });

  it('is led through by lists that come with the blank and hold what iptables takes', async () => {
    const window = await openRule('-A INPUT -p tcp -m');
    const { page } = window;
    await type(page, ' ');
    await hasList(page, { first: ['tcp', 'conntrack', 'multiport'], not: ['udp', 'icmp6', 'owner'] });
    const explanation = /TCP segments.*Options: .*--dport/s;
    assert.match(await suggestionDetails(page, explanation), explanation);
    await type(page, 'conntr');
    await take(page, 'conntrack');
    await type(page, ' ');
    await hasList(page, { first: ['--ctstate'], not: ['--dports', '-A'] });
    await take(page, '--ctstate');
    await hasList(page, { first: ['NEW', 'ESTABLISHED', 'RELATED'], not: ['ACCEPT', 'conntrack'] });
    await take(page, 'NEW');
    await type(page, ' -j ');
    await hasList(page, {
      first: ['ACCEPT', 'DROP', 'RETURN', 'REJECT'],
      has: ['DOCKER-USER'],
      not: ['REDIRECT', 'DNAT'],
    });
    await type(page, 'REJ');
    await take(page, 'REJECT');
    await isSaved(window, '-A INPUT -p tcp -m conntrack --ctstate NEW -j REJECT');
  });

  it('has a list behind an option that was typed in full', async () => {
    const { page } = await openRule('-A INPUT -m conntrack --ctstate');
    await type(page, ' ');
    await hasList(page, { first: ['NEW', 'ESTABLISHED', 'RELATED'], not: ['conntrack'] });
    await type(page, 'ESTABLISHED,');
    await hasList(page, { first: ['NEW', 'RELATED'], not: ['ESTABLISHED'] });
  });

  it('has the value that is due in the signature', async () => {
    const { page } = await openRule('-A INPUT -p tcp --tcp-flags');
    await type(page, ' ');
    assert.deepEqual(await signature(page, (active) => active === 'mask'), ['--tcp-flags mask set', 'mask']);
    await type(page, 'SYN,ACK ');
    assert.deepEqual(await signature(page, (active) => active === 'set'), ['--tcp-flags mask set', 'set']);
  });

  it('has its values decoded under the mouse', async () => {
    const { page } = await openRule('-A INPUT -p tcp --tcp-flags FIN,SYN SYN -m mark --mark 0x539/0xfff -j DROP');
    const hover = (word: string, wanted: RegExp) =>
      eventually(
        () => hoverOver(page, '-A INPUT', word),
        (text) => wanted.test(text),
      );
    for (const [word, wanted] of [
      ['FIN', /of FIN and SYN only SYN is set/],
      ['0x539', /1337 in decimal.*bits 0 to 11/s],
      ['-A', /In INPUT, TCP packets .* are dropped/],
    ] as const)
      assert.match(await hover(word, wanted), wanted);
  });

  async function isSaved({ save }: Window, rule: string): Promise<void> {
    const written = (text: string) => text.split('\n')[lastDeclaration];
    assert.equal(written(await save((text) => written(text) === rule)), rule);
  }
});

describe('a dump that is read', function () {
  this.timeout(4 * patience);
  const vsCode = useVsCode();

  it('has hints of rule numbers and ports, and colours that tell what exists', async () => {
    const { page } = await vsCode.open('istio-damaged.iptables');
    for (const [lineText, wanted] of hints) {
      const line = await eventually(
        () => shownLine(page, lineText),
        (text) => wanted.test(text),
      );
      assert.match(line, wanted);
    }
    const colours = () =>
      Promise.all(['ISTIO_INBOUND', 'ISTIO_OUTPUT'].map((chain) => colourOf(page, `-A ${chain}`, chain)));
    const [undefinedChain, chain] = await eventually(colours, ([one, other]) => one !== other);
    assert.ok(undefinedChain && chain && undefinedChain !== chain, `${undefinedChain}, ${chain}`);
  });
});

async function hasErrors(page: Page, wanted: number[]): Promise<void> {
  const lines = await eventually(
    () => squiggledLines(page, 'error'),
    (found) => found.join() === wanted.join(),
  );
  assert.deepEqual(lines, wanted);
}

/** The open list begins with these words, has those, and lacks others; no word stands in it twice. */
async function hasList(
  page: Page,
  { first, has = [], not }: { first: string[]; has?: string[]; not: string[] },
): Promise<void> {
  const words = await suggestions(page, first);
  assert.deepEqual(words.slice(0, first.length), first);
  for (const word of has) assert.ok(words.includes(word), `${word} is missing among ${words}`);
  for (const word of not) assert.ok(!words.includes(word), `${word} is offered`);
  assert.deepEqual(words, [...new Set(words)]);
}
