/** What stands before the text of a dump when it was pasted out of a log, a listing or a quotation. */

/** How a line of a dump begins, right behind the prefix. */
const dumpStart =
  /^(?:\*(?:filter|nat|mangle|raw|security)\b|:\S+ +(?:ACCEPT|DROP|-)|(?:\[\d+:\d+\] ?)?-[ANPIDXF] ?\S|COMMIT\b|# (?:Generated|Completed))/;

/** Prefixes that no line of a dump begins with: enough by themselves. Each is anchored and reads every character once. */
const logPrefixes = [
  // 2024-05-01T12:00:00.000000000Z, as kubectl logs --timestamps, container runtimes and (with tabs) Istio write it
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[\d.,]*(?:Z|[+-]\d\d:?\d\d)?(?: (?:stdout|stderr) [FP]| [\w.-]+ [\w./-]+(?:\[\d+\])?:|(?:\t[a-z]\w*){1,3})?[ \t]/,
  // I0501 12:00:00.000000       1 file.go:123]
  /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ [\w./-]+:\d+\] ?/,
  // May  1 12:00:00 host process[123]:
  /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ [^\s:[]+(?:\[\d+\])?: /,
];

/** Prefixes that could be text of their own: taken for one only before something that a dump has. */
const listingPrefixes = [
  // [pod/name/container] or [2024-05-01 12:00:00]; numbers, or a colon without a blank before it, are the counters of a rule
  /^\[(?![^\s\]]*:|[\d: \t]*\])[^\]]*\][ \t]+/,
  // name  | or |
  /^[\w./-]*[ \t]*\|[ \t]?/,
  // quoted mail, diffs
  /^(?:>[ \t]?)+/,
  /^\+/,
  // 12, 12:, 12) or 12| of cat -n, nl, grep -n
  /^[ \t]*\d+(?:[:).|]|[ \t])[ \t]*/,
];

/** Length of the log or listing prefix at the beginning of a line; 0 when there is none. */
export function prefixLength(text: string): number {
  const first = text.charCodeAt(0);
  if (first === 45 /* - */ || first === 42 /* * */ || first === 58 /* : */ || first === 35 /* # */) return 0;
  for (const pattern of logPrefixes) {
    const match = pattern.exec(text);
    if (match) return match[0].length;
  }
  for (const pattern of listingPrefixes) {
    const match = pattern.exec(text);
    if (match && dumpStart.test(text.slice(match[0].length))) return match[0].length;
  }
  return 0;
}
