/** The rule language on the screen of a real VS Code: rules are typed as a user types them, and looked at. */

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import {
  choose,
  colourOf,
  eventually,
  hoverOver,
  isSquiggled,
  openLightBulb,
  shownLine,
  squiggledLines,
} from './editor';
import { openLineBelow, signature, suggestionDetails, suggestions, type, typeAndCloseList } from './typing';
import { useVsCode } from './vs-code';

const file = 'docker-host.iptables-save';

/** The last declaration of the file's filter table. */
const lastDeclaration = 20;

const hints = [
  ['--dport 15021', /--dport 15021\W*Istio readiness\W+j RETURN$/],
  ['-A PREROUTING', /^#1\W*A PREROUTING/],
  ['-s 127.0.0.6/32', /^#1\W*A ISTIO_OUTPUT -s/],
] as const;

describe('a rule that is typed', function () {
  this.timeout(120_000);
  const vsCode = useVsCode();

  const openRule = async (): Promise<{ page: Page; savedLine(): Promise<string | undefined> }> => {
    const { page, saved } = await vsCode.open(file);
    await page.locator('.statusbar-item', { hasText: 'IPv4' }).waitFor();
    await openLineBelow(page, lastDeclaration);
    const before = saved();
    const savedLine = async () => {
      await page.keyboard.press('Control+S');
      const after = await eventually(
        async () => saved(),
        (text) => text !== before && text !== '',
      );
      return after.split('\n')[lastDeclaration];
    };
    return { page, savedLine };
  };

  it('has a misspelt option marked, and mended by the light bulb', async () => {
    const { page, savedLine } = await openRule();
    await typeAndCloseList(page, '-A INPUT -p tcp --dprot 80 -j ACCEPT');
    const marked = await eventually(
      () => isSquiggled(page, 'error', '-A INPUT', '--dprot'),
      (isMarked) => isMarked,
    );
    assert.ok(marked, 'no squiggle lies under --dprot');
    assert.deepEqual(await squiggledLines(page, 'error'), [lastDeclaration + 1]);
    await openLightBulb(page, '-A INPUT', '--dprot');
    await choose(page, 'Write --dport');
    const left = await eventually(
      () => squiggledLines(page, 'error'),
      (lines) => lines.length === 0,
    );
    assert.deepEqual(left, []);
    assert.equal(await savedLine(), '-A INPUT -p tcp --dport 80 -j ACCEPT');
  });

  it('is led through by lists that come with the blank and hold what iptables takes', async () => {
    const { page, savedLine } = await openRule();
    await typeAndCloseList(page, '-A INPUT -p tcp -m');
    await type(page, ' ');
    await hasList(page, { first: ['tcp', 'conntrack', 'multiport'], not: ['udp', 'icmp6', 'owner'] });
    assert.match(await suggestionDetails(page), /TCP segments.*Options: .*--dport/s);
    await type(page, 'conntr');
    await page.keyboard.press('Enter');
    await type(page, ' ');
    await hasList(page, { first: ['--ctstate'], not: ['--dports', '-A'] });
    await page.keyboard.press('Enter');
    await hasList(page, { first: ['NEW', 'ESTABLISHED', 'RELATED'], not: ['ACCEPT', 'conntrack'] });
    await page.keyboard.press('Enter');
    await typeAndCloseList(page, ' -j');
    await type(page, ' ');
    await hasList(page, {
      first: ['ACCEPT', 'DROP', 'RETURN', 'REJECT'],
      has: ['DOCKER-USER'],
      not: ['REDIRECT', 'DNAT'],
    });
    await type(page, 'REJ');
    await page.keyboard.press('Enter');
    assert.equal(await savedLine(), '-A INPUT -p tcp -m conntrack --ctstate NEW -j REJECT');
  });

  it('has a list behind an option that was typed in full', async () => {
    const { page } = await openRule();
    await typeAndCloseList(page, '-A INPUT -m conntrack --ctstate');
    await type(page, ' ');
    await hasList(page, { first: ['NEW', 'ESTABLISHED', 'RELATED'], not: ['conntrack'] });
    await type(page, 'ESTABLISHED,');
    await hasList(page, { first: ['NEW', 'RELATED'], not: ['ESTABLISHED'] });
  });

  it('has the value that is due in the signature', async () => {
    const { page } = await openRule();
    await typeAndCloseList(page, '-A INPUT -p tcp --tcp-flags');
    await type(page, ' ');
    assert.deepEqual(await signature(page, (active) => active === 'mask'), ['--tcp-flags mask set', 'mask']);
    await type(page, 'SYN,ACK ');
    assert.deepEqual(await signature(page, (active) => active === 'set'), ['--tcp-flags mask set', 'set']);
  });

  it('has its values decoded under the mouse', async () => {
    const { page } = await openRule();
    await page.keyboard.insertText('-A INPUT -p tcp --tcp-flags FIN,SYN SYN -m mark --mark 0x539/0xfff -j DROP');
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
});

describe('a dump that is read', function () {
  this.timeout(120_000);
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

/** The open list begins with these words, has those, and lacks others; no word stands in it twice. */
async function hasList(
  page: Page,
  { first, has = [], not }: { first: string[]; has?: string[]; not: string[] },
): Promise<void> {
  const words = await suggestions(page);
  assert.deepEqual(words.slice(0, first.length), first);
  for (const word of has) assert.ok(words.includes(word), `${word} is missing among ${words}`);
  for (const word of not) assert.ok(!words.includes(word), `${word} is offered`);
  assert.deepEqual(words, [...new Set(words)]);
}
