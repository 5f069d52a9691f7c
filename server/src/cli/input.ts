/** Reads the files of a command line; `-` is standard input. */

import { readFileSync } from 'node:fs';
import { detectFamily } from '../ruleset/family';
import type { Family } from '../ruleset/tables';
import { parseDump } from '../syntax/dump';

/** A file that was read. */
export interface Input {
  /** As it was given; `-` for standard input. */
  name: string;
  text: string;
  /** False when the bytes are not UTF-8, so that writing the text back would change them. */
  lossless: boolean;
}

export interface FamilyOptions {
  ipv4?: boolean;
  ipv6?: boolean;
}

/** The text of a file. Throws with a message for people when it cannot be read. */
export function readInput(name: string): Input {
  try {
    const bytes = readFileSync(name === '-' ? 0 : name);
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    return { name, text, lossless: !text.includes('\ufffd') || Buffer.from(text).equals(bytes) };
  } catch (error) {
    throw new Error(`cannot read ${name === '-' ? 'standard input' : name}: ${reason(error)}`);
  }
}

/** The family that the options name, else the one that the input seems to be for. */
export function familyOf(input: Input, options: FamilyOptions): Family {
  if (options.ipv4) return 'ipv4';
  if (options.ipv6) return 'ipv6';
  return detectFamily(input.name, parseDump(input.text.slice(0, 100_000))).family;
}

/** Why a file could not be read or written, without a stack or the path again. */
export function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known: Record<string, string> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a directory',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
  };
  return known[code] ?? (error instanceof Error ? error.message : String(error));
}
