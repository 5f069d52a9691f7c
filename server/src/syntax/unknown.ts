/** Letters that stand for what is not known here, such as the value of a variable in a script: no text of iptables has them. */

/** A value in a word. */
export const unknownValue = '\ue0f0';

/** A value that may be any number of words. */
export const unknownWords = '\ue0f1';

/** True for a text of which a part is not known. */
export function hasUnknown(text: string): boolean {
  return text.includes(unknownValue) || text.includes(unknownWords);
}
