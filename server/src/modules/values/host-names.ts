// What could be a name that only the host knows: of a host, a service, a protocol, a user or a group.

/**
 * Whether some host could resolve a text to an address: letters, digits, `.`, `-`, `_`, and not like an address that is
 * mistyped, such as 10.0.0.256 or 10.0.0.1-10.0.0.9.
 */
export function mayBeHostName(text: string): boolean {
  if (text.length > 255 || !/^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]*$/u.test(text)) return false;
  const labels = text.replace(/\.$/, '').split('.');
  if (labels.some((label) => label === '' || label.length > 63) || /^0x/i.test(text)) return false;
  const numbers = labels.filter((label) => /^\d+$/.test(label)).length;
  if (numbers === labels.length || (labels.length === 4 && numbers === 3)) return false;
  return labels.length === 1 || !(/^\d+$/.test(labels[0]!) && /^\d/.test(labels.at(-1)!));
}

/**
 * Whether a text could be a name in /etc/services or /etc/protocols. Some begin with a digit (9pfs, 3pc, 4-tieropmgw),
 * but what looks like a number with something behind it (80x, 80-90, 1.5, 1e3) is taken for a mistake.
 */
export function mayBeServiceName(text: string): boolean {
  if (!/^[\p{L}\p{M}\p{N}_.+*/-]+$/u.test(text) || !hasLetter.test(text) || text.startsWith('-')) return false;
  return !/^(?:0x|\d+[a-z]$|\d+e\d+$|\d{2,}[^a-z\d]|\d[^a-z\d-])/i.test(text);
}

/** Whether a text could name a user or a group; some directories have names with blanks, or that begin with a digit. */
export function mayBeOwnerName(text: string): boolean {
  if (!hasLetter.test(text) || /^[\s+-]|\s$/.test(text)) return false;
  return !/^(?:0x|\d+[-:]\d|\d+e\d+$)|[:,\u0000-\u001f]/i.test(text);
}

const hasLetter = /\p{L}/u;
