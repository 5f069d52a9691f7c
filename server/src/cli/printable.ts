/** Text of a dump on its way to a terminal. */

/** The text with control characters written out, so that a dump cannot move the cursor or forge lines; tabs stay. */
export function printable(text: string): string {
  return text.replace(/[\0-\x08\x0a-\x1f\x7f-\x9f]/g, (control) => {
    return `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
