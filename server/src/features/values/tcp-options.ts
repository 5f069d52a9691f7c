/** TCP options by number (IANA's registry of TCP option kinds). */

const names: Readonly<Record<number, string>> = {
  0: 'end of the list',
  1: 'no operation',
  2: 'maximum segment size',
  3: 'window scale',
  4: 'selective acknowledgement offered',
  5: 'selective acknowledgement',
  8: 'timestamps',
  19: 'MD5 signature',
  28: 'user timeout',
  29: 'authentication',
  30: 'multipath TCP',
  34: 'fast open',
  253: 'experiment',
  254: 'experiment',
};

/** What the option of a number is; `an option without a common name` for the others. */
export function tcpOptionName(number: number): string {
  return names[number] ?? 'an option without a common name';
}
