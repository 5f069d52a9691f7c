/** Asks for a packet in one line of words, and says where it goes while the line is being typed. */

import { type QuickPickItem, QuickPickItemKind, ThemeIcon, window } from 'vscode';
import type { TraceResult } from '../../../server/src/lsp/protocol';

/** What the user is offered. */
export interface Offer {
  /** The question that is there to begin with. */
  question: string;
  /** Asked before, the last one first. */
  before: readonly string[];
  /** Where the packets of a question go. */
  trace(question: string): Promise<TraceResult | null>;
}

const quietMilliseconds = 80;

const words = 'in, out or forward, tcp, a port, from, to, uid, gid, iface, mark, state …';

/** The question that the user has chosen, of those that can be read; undefined when there is none. */
export function askQuestion({ question, before, trace }: Offer): Promise<string | undefined> {
  const pick = window.createQuickPick();
  pick.title = `Trace a packet: ${words}`;
  pick.placeholder = 'out tcp 8080 uid 1337';
  pick.value = question;
  const show = (row: QuickPickItem) => {
    pick.items = [row, ...rowsBefore(before, row.label)];
  };
  const ask = rememberLast(trace);
  const update = oneAtATime(
    () => pick.value,
    async (typed) => show(answerRow(typed, await ask(typed))),
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  pick.onDidChangeValue((typed) => {
    clearTimeout(timer);
    show({ label: typed, alwaysShow: true });
    timer = setTimeout(update, quietMilliseconds);
  });
  show({ label: question, alwaysShow: true });
  update();
  pick.show();
  return new Promise((resolve) => {
    pick.onDidAccept(async () => {
      const result = await ask(pick.activeItems[0]?.label ?? pick.value);
      if (!result || 'message' in result) return;
      resolve(result.question);
      pick.hide();
    });
    pick.onDidHide(() => {
      clearTimeout(timer);
      resolve(undefined);
      pick.dispose();
    });
  });
}

/** What is chosen was mostly the last to be previewed. */
function rememberLast(trace: Offer['trace']): Offer['trace'] {
  let last: { question: string; result: Promise<TraceResult | null> } | undefined;
  return (question) => {
    if (last?.question !== question) last = { question, result: trace(question) };
    return last.result;
  };
}

/** Does something for the value as it is then, and again when that has changed meanwhile: a broad question to a big dump takes its time. */
function oneAtATime(valueNow: () => string, act: (value: string) => Promise<void>): () => Promise<void> {
  let isBusy = false;
  return async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      for (let done: string | undefined; done !== valueNow(); ) {
        done = valueNow();
        await act(done);
      }
    } finally {
      isBusy = false;
    }
  };
}

/** What was typed, with its answers or what is wrong with it. */
function answerRow(typed: string, result: TraceResult | null): QuickPickItem {
  const row = { label: typed, alwaysShow: true };
  if (!result) return row;
  if ('message' in result) return { ...row, detail: result.message, iconPath: new ThemeIcon('warning') };
  const [first, ...others] = result.answers;
  const more = others.length > 0 ? ` … and ${others.length} more` : '';
  const detail = first ? `→ ${first.label} ${first.description}${more}` : 'no such packet goes this way';
  return { ...row, detail, iconPath: new ThemeIcon('play') };
}

function rowsBefore(before: readonly string[], typed: string): QuickPickItem[] {
  const others = before.filter((each) => each !== typed);
  if (others.length === 0) return [];
  const rows = others.map((label) => ({ label, alwaysShow: true, iconPath: new ThemeIcon('history') }));
  return [{ label: 'asked before', kind: QuickPickItemKind.Separator }, ...rows];
}
