/** Programs that run another: which of their words are their own, and where the other runs then. */

import { isMany, type Piece, shownText, slicePiece, textOf, unknown, type Word } from './word';

/** What is left when the program in front is taken away. */
export interface Unwrapped {
  words: readonly Word[];
  /** Where it runs now; undefined where it did before. */
  place?: string;
  /** The words are text for a shell: `su -c`, `ssh`. */
  shellText?: boolean;
  /** It runs any number of times. */
  repeats?: boolean;
}

interface Wrapper {
  /** Options, or letters in a cluster, behind which a value stands as a word of its own. */
  valued?: readonly string[];
  /** Words of its own behind the options. */
  operands?: number;
  /** `NAME=value` may stand in front of the command. */
  assignments?: boolean;
  /** The words in front of the options that must be there: `netns exec`. */
  verbs?: readonly string[];
  /** Where the command runs, made from the wrapper's own words; undefined for the same place. */
  place?(own: readonly string[]): string | undefined;
  /** What comes behind is text for a shell. */
  shellText?: boolean;
  /** The command runs for each part of an input that nobody knows: parts stand for some letters of it, or behind it. */
  ofInput?: boolean;
}

const anotherPlace = (name: string) => (own: readonly string[]) => `${name} ${own.join(' ')}`;
const container = ['-e', '--env', '-u', '--user', '-w', '--workdir', '--env-file', '--detach-keys', '--index', '-n'];

const wrappers: Readonly<Record<string, Wrapper>> = {
  sudo: {
    valued: ['-u', '-g', '-h', '-p', '-C', '-D', '-R', '-T', '-r', '-t', '-U', '--user', '--group'],
    assignments: true,
  },
  doas: { valued: ['-u', '-C', '-a'] },
  exec: { valued: ['-a'] },
  command: {},
  builtin: {},
  nohup: {},
  setsid: {},
  time: { valued: ['-f', '-o'] },
  eatmydata: {},
  env: { valued: ['-u', '-C', '--unset', '--chdir'], assignments: true },
  nice: { valued: ['-n', '--adjustment'] },
  ionice: { valued: ['-c', '-n', '-p'] },
  chrt: { valued: ['-T', '-P', '-D'], operands: 1 },
  taskset: { operands: 1 },
  stdbuf: { valued: ['-i', '-o', '-e'] },
  timeout: { valued: ['-k', '-s', '--kill-after', '--signal'], operands: 1 },
  flock: { valued: ['-w', '-E', '--timeout', '--wait', '--conflict-exit-code'], operands: 1 },
  chroot: { operands: 1 },
  setpriv: {},
  strace: { valued: ['-o', '-e', '-p', '-s'] },
  busybox: {},
  toybox: {},
  unshare: {
    place: (own) => (own.some((word) => /^(?:--net|-[a-zA-Z]*n)/.test(word)) ? `unshare ${own.join(' ')}` : undefined),
  },
  nsenter: {
    valued: ['-t', '--target', '-S', '-G', '--setuid', '--setgid'],
    place: (own) =>
      own.some((word) => /^(?:--net|--all|-[a-zA-Z]*[na])/.test(word)) ? `nsenter ${own.join(' ')}` : undefined,
  },
  ip: { valued: ['-n', '-netns'], verbs: ['netns', 'exec'], operands: 1, place: ([name]) => `netns ${name ?? ''}` },
  kubectl: {
    valued: [
      '-n',
      '--namespace',
      '-c',
      '--container',
      '--context',
      '--kubeconfig',
      '--cluster',
      '-f',
      '--filename',
      '-s',
    ],
    verbs: ['exec'],
    operands: 1,
    place: anotherPlace('kubectl exec'),
  },
  docker: {
    valued: [...container, '-H', '--host', '--context'],
    verbs: ['exec'],
    operands: 1,
    place: anotherPlace('docker exec'),
  },
  podman: { valued: container, verbs: ['exec'], operands: 1, place: anotherPlace('podman exec') },
  nerdctl: { valued: container, verbs: ['exec'], operands: 1, place: anotherPlace('nerdctl exec') },
  crictl: { valued: ['-r'], verbs: ['exec'], operands: 1, place: anotherPlace('crictl exec') },
  lxc: { verbs: ['exec'], operands: 1, place: anotherPlace('lxc exec') },
  'lxc-attach': { valued: ['-n', '--name', '-P'], place: anotherPlace('lxc-attach') },
  ssh: {
    valued: [...'BbcDEeFIiJLlmOopQRSWw'].map((letter) => `-${letter}`),
    operands: 1,
    place: anotherPlace('ssh'),
    shellText: true,
  },
  xargs: { valued: ['-n', '-I', '-P', '-L', '-d', '-s', '-a', '-E'], ofInput: true },
};
const aliases: Readonly<Record<string, string>> = { gsudo: 'sudo', oc: 'kubectl', k3s: 'kubectl' };

/** Takes away the program in front when it runs what follows; undefined when it does not, or when nothing follows. */
export function unwrap(words: readonly Word[]): Unwrapped | undefined {
  const path = textOf(words[0]!.pieces) ?? '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  const wrapper = wrappers[aliases[name] ?? name];
  if (!wrapper || !Object.hasOwn(wrappers, aliases[name] ?? name)) return undefined;
  const end = ownWords(words, wrapper);
  if (end === undefined || end >= words.length) return undefined;
  const own = words
    .slice(1, end)
    .map(({ pieces }) => shownText(pieces))
    .filter((word) => word !== '--' && !wrapper.verbs?.includes(word));
  const place = wrapper.place?.(own);
  const rest = words.slice(end);
  return {
    words: wrapper.ofInput ? withInput(rest, lettersForInput(own)) : rest,
    ...(place !== undefined && { place }),
    ...(wrapper.shellText && { shellText: true }),
    ...(wrapper.ofInput && { repeats: true }),
  };
}

/** The letters that xargs replaces: those of `-I{}`, `-I %`, `-i`, `--replace=X`; undefined where it adds words. */
function lettersForInput(own: readonly string[]): string | undefined {
  const at = own.findIndex((word) => /^(?:-[Ii]|--replace)/.test(word));
  if (at < 0) return undefined;
  const [, option, value] = /^(-[Ii]|--replace)=?(.*)$/s.exec(own[at]!)!;
  return value || (option === '-I' && own[at + 1]) || '{}';
}

function withInput(words: readonly Word[], letters: string | undefined): Word[] {
  if (letters === undefined) {
    const { span } = words[0]!;
    return [...words, { pieces: [unknown('…', span, true)], span }];
  }
  return words.map((word) => ({ ...word, pieces: word.pieces.flatMap((piece) => replaced(piece, letters)) }));
}

/** The piece with each occurrence of the letters as a value that is not known. */
function replaced(piece: Piece, letters: string): Piece[] {
  const pieces: Piece[] = [];
  const text = piece.text ?? '';
  let from = 0;
  for (let at = text.indexOf(letters); at >= 0; at = text.indexOf(letters, from)) {
    const next = at + letters.length;
    pieces.push(slicePiece(piece, from, at), unknown(letters, slicePiece(piece, at, next).span));
    from = next;
  }
  return from === 0 ? [piece] : [...pieces, slicePiece(piece, from, text.length)].filter(({ text }) => text !== '');
}

/** The index of the first word that is not the wrapper's own; undefined when it does not run a command here. */
function ownWords(words: readonly Word[], wrapper: Wrapper): number | undefined {
  let verbs = wrapper.verbs ?? [];
  let operands = wrapper.operands ?? 0;
  let i = 1;
  for (; i < words.length; i++) {
    const word = words[i]!;
    const text = textOf(word.pieces);
    if (text === undefined && isMany(word) && operands === 0 && verbs.length === 0) continue;
    if (text === '--') {
      if (verbs.length === 0) return operands > 0 && !wrapper.place ? i + 1 + operands : i + 1;
    } else if (text !== undefined && /^-./.test(text)) {
      if (/^-[vV]+$/.test(text) && textOf(words[0]!.pieces) === 'command') return undefined;
      if (takesValue(text, wrapper.valued ?? [])) i++;
    } else if (wrapper.assignments && /^\w+=/.test(word.pieces[0]?.text ?? '')) {
    } else if (verbs.length > 0) {
      if (text !== verbs[0] && !(text === 'compose' || text === 'kubectl')) return undefined;
      if (text === verbs[0]) verbs = verbs.slice(1);
    } else if (operands > 0) operands--;
    else return i;
  }
  return undefined;
}

/** `-u`, the last letter of a cluster as in `-nu`, `--user`. */
function takesValue(option: string, valued: readonly string[]): boolean {
  if (option.startsWith('--')) return valued.includes(option);
  return (
    valued.includes(option) ||
    (/^-[a-zA-Z]{2,}$/.test(option) && valued.includes(`-${option.at(-1)}`) && !valued.includes(option.slice(0, 2)))
  );
}
