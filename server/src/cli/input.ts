/** The input of a command line: files, `-` for standard input, and what is said about them. */

import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { readDocument } from '../ruleset/document';
import { detectFamily } from '../ruleset/family';
import { buildRuleset, type Ruleset } from '../ruleset/ruleset';
import type { Family } from '../ruleset/tables';
import { parseDump } from '../syntax/dump';
import { dumpNotes, isDump } from './dump-notes';
import { printable } from './printable';

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

/** A subcommand with a question about one ruleset: its argument, and the options that every such command has. */
export function addQuestion(program: Command, name: string, description: string): Command {
  return addFamilyOptions(addFileCommand(program, name, description, 'the dump, or a script that builds the rules'));
}

/** A subcommand on one file. */
export function addFileCommand(program: Command, name: string, description: string, file: string): Command {
  return program
    .command(name)
    .description(description)
    .argument('<file>', `${file}; - is standard input`)
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'iptables-lens: ')) });
}

export function addFamilyOptions(command: Command): Command {
  return command
    .addOption(new Option('--ipv4', 'take the input for iptables').conflicts('ipv6'))
    .option('--ipv6', 'take the input for ip6tables');
}

/** Prints the answer of a command; exit status 2 with a message where there is none, because something was wrong. */
export async function answer(command: Command, work: () => string | Promise<string>): Promise<void> {
  try {
    process.stdout.write(await work());
  } catch (error) {
    command.error(`iptables-lens: ${printable((error as Error).message)}`, { exitCode: 2 });
  }
}

/** The dump that a question is about. Throws with a message for people for text that is no dump; notes go to standard error. */
export function readRuleset(input: Input, options: FamilyOptions): Ruleset {
  const { name } = input;
  const ruleset = buildRuleset(readDocument(input.text, familyOf(input, options)));
  if (ruleset.tables.length === 0) {
    throw new Error(
      `${shownName(name)} holds no table: is it what iptables-save prints? Tables begin with *filter or *nat`,
    );
  }
  if (!isDump(ruleset))
    throw new Error(`${shownName(name)} is mostly something else than a dump: put the dump into a file of its own`);
  tellNotes(dumpNotes(ruleset, shownName(name)));
  return ruleset;
}

/** Writes what somebody has to know before believing an answer to standard error. */
export function tellNotes(notes: readonly string[]): void {
  for (const note of notes) process.stderr.write(`iptables-lens: ${printable(note)}\n`);
}

export function shownName(name: string): string {
  return name === '-' ? 'standard input' : name;
}

/** The text of a file. Throws with a message for people when it cannot be read. */
export function readInput(name: string): Input {
  try {
    const bytes = readFileSync(name === '-' ? 0 : name);
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    return { name, text, lossless: !text.includes('\ufffd') || Buffer.from(text).equals(bytes) };
  } catch (error) {
    throw new Error(`cannot read ${shownName(name)}: ${reason(error)}`);
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
