// Text, patterns and small programs.

import type { ValueChecks } from './value-fault';

type Kinds = 'text' | 'hex-pattern' | 'bpf-program' | 'u32-tests';

export const textChecks: ValueChecks<Kinds> = {
  text: () => undefined,
  'hex-pattern': () => undefined,
  'bpf-program': () => undefined,
  'u32-tests': () => undefined,
};
