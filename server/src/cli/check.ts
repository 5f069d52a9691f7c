/** `iptables-lens check`: the findings of many files, for people or as JSON, and their certain fixes. */

import { chmodSync, chownSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Backend, backends } from '../diagnostics/backend';
import type { SeveritySettings } from '../diagnostics/check';
import type { Finding, Severity } from '../diagnostics/finding';
import { checks, diagnose } from '../diagnostics/index';
import { fixAll } from '../features/fix-all';
import type { RefusedBy } from '../modules/refused-by';
import { readDocument } from '../ruleset/document';
import { buildRuleset, type FragmentMode } from '../ruleset/ruleset';
import type { ScriptForm } from '../shell/read-script';
import { addFamilyOptions, type FamilyOptions, familyOf, type Input, readInput, reason } from './input';
import { printable } from './printable';
import { scriptFormOf } from './script-form';

interface CheckOptions extends FamilyOptions {
  json?: boolean;
  fix?: boolean;
  write?: boolean;
  script?: boolean;
  fragments: FragmentMode;
  backend: Backend;
  severity: SeveritySettings;
  failOn: Severity;
}

/** One finding as `--json` prints it: lines and columns from 1, the end behind the last character. */
export interface JsonFinding {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  severity: Severity;
  code: string;
  message: string;
  refusedBy: RefusedBy;
}

const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** Adds the subcommand. Exit status 0: nothing of the severity that fails; 1: findings; 2: a file could not be read or written. */
export function addCheckCommand(program: Command): void {
  const command = program
    .command('check')
    .description('check dumps and scripts, and fix in dumps what can be fixed for certain')
    .argument('<file...>', 'dumps, shell scripts, Dockerfiles or units of systemd; - is standard input')
    .option('--json', 'print one JSON array of all findings (on standard error when --fix prints the result)')
    .option('--fix', 'apply every certain fix to a file and print the result; check what is left')
    .option('--write', 'with --fix: put the result back into the file')
    .option('--script', 'take every file for a script, whatever its name and its first line');
  addFamilyOptions(command)
    .addOption(
      new Option('--fragments <mode>', 'which tables add to loaded chains, as for --noflush')
        .choices(['auto', 'always', 'never'])
        .default('auto'),
    )
    .addOption(new Option('--backend <name>', 'the iptables that the files are for').choices(backends).default('both'))
    .addOption(
      new Option('--severity <code=level>', 'error, warning, info, hint or off for a code; may be repeated')
        .argParser(parseSeverity)
        .default({}, 'as each page says'),
    )
    .addOption(
      new Option('--fail-on <level>', 'least severity that makes the exit status 1')
        .choices(severities)
        .default('warning'),
    )
    .action(async (files: string[], options: CheckOptions) => {
      const noCode = await notACode(options.severity);
      if (noCode) command.error(`iptables-lens: --severity: there is no code ${noCode}`, { exitCode: 2 });
      if (options.write && !options.fix) command.error('iptables-lens: --write goes with --fix', { exitCode: 2 });
      if (options.fix && !options.write && files.length > 1) {
        command.error('iptables-lens: --fix prints the result of one file; for several, use --write', { exitCode: 2 });
      }
      process.exitCode = await checkFiles(files, options);
    });
}

function parseSeverity(text: string, previous: SeveritySettings): SeveritySettings {
  const [code = '', level = ''] = text.split('=', 2);
  if (level !== 'off' && !severities.includes(level as Severity)) {
    throw new InvalidArgumentError(`The level is one of ${severities.join(', ')}, off.`);
  }
  return { ...previous, [code]: level as Severity | 'off' };
}

/** The first name that is not the code of a finding; undefined where all are. */
async function notACode(settings: SeveritySettings): Promise<string | undefined> {
  const isOfDumps = (code: string) => checks.some((check) => check.code === code);
  const others = Object.keys(settings).filter((code) => !isOfDumps(code));
  if (others.length === 0) return undefined;
  const { scriptCodes } = await import('./others');
  return others.find((code) => !scriptCodes.includes(code));
}

async function checkFiles(files: readonly string[], options: CheckOptions): Promise<number> {
  const all: JsonFinding[] = [];
  let failed = false;
  for (const file of files) {
    try {
      const input = readInput(file);
      const form = scriptFormOf(input) ?? (options.script ? 'shell' : undefined);
      const checked = options.fix ? fixInput(input, form, options) : input;
      const found = form ? await scriptFindings(checked, form, options) : await dumpFindings(checked, options);
      const findings = found.map((finding) => toJson(file, finding));
      if (!options.json) printFindings(findings, options.fix === true);
      for (const finding of findings) all.push(finding);
    } catch (error) {
      failed = true;
      process.stderr.write(`iptables-lens: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  if (options.json) print(`${JSON.stringify(all, null, 2)}\n`, options.fix === true && !options.write);
  if (failed) return 2;
  const limit = severities.indexOf(options.failOn);
  return all.some(({ severity }) => severities.indexOf(severity) <= limit) ? 1 : 0;
}

/** What expectations need words for is read with them only. */
async function dumpFindings(input: Input, options: CheckOptions): Promise<Finding[]> {
  const document = readDocument(input.text, familyOf(input, options));
  const ruleset = buildRuleset(document, options.fragments);
  const say = ruleset.expectations.length > 0 ? (await import('./others')).conditionTeller(ruleset) : undefined;
  return diagnose(ruleset, options.severity, options.backend, 'dump', say);
}

async function scriptFindings(input: Input, form: ScriptForm, { severity, backend }: CheckOptions): Promise<Finding[]> {
  const others = await import('./others');
  return others.scriptFindings(input, form, severity, backend);
}

/** Prints the fixed text, or puts it back; what is still wrong with it is checked afterwards. No fix in a script is certain. */
function fixInput(input: Input, form: ScriptForm | undefined, options: CheckOptions): Input {
  const { fragments, severity, backend } = options;
  const text = form ? input.text : fixAll(input.text, familyOf(input, options), fragments, severity, backend);
  if (!input.lossless) throw new Error(`cannot fix ${input.name}: it is not UTF-8, and other bytes would be lost`);
  if (!options.write) process.stdout.write(text);
  else if (input.name === '-') throw new Error('--write needs a file: standard input cannot be written back');
  else if (text !== input.text) writeBack(input, text);
  return { ...input, text };
}

/** Replaces the file in one step, so that nobody ever sees half of it; its permissions stay, and for root its owner. */
function writeBack({ name }: Input, text: string): void {
  try {
    const target = realpathSync(name);
    const { mode, uid, gid } = statSync(target);
    const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
    try {
      writeFileSync(temporary, text, { flag: 'wx', mode: 0o600 });
      if (process.getuid?.() === 0) chownSync(temporary, uid, gid);
      chmodSync(temporary, mode);
      renameSync(temporary, target);
    } finally {
      rmSync(temporary, { force: true });
    }
  } catch (error) {
    throw new Error(`cannot write ${name}: ${reason(error)}`);
  }
}

/** With --fix, standard output carries the text. */
function printFindings(findings: readonly JsonFinding[], toErrors: boolean): void {
  const lines = findings.map(
    ({ file, line, column, severity, message, code }) =>
      `${printable(`${file}:${line}:${column}: ${severity}: ${message} [${code}]`)}\n`,
  );
  print(lines.join(''), toErrors);
}

function print(text: string, toErrors: boolean): void {
  (toErrors ? process.stderr : process.stdout).write(text);
}

function toJson(file: string, finding: Finding): JsonFinding {
  const { line, span, severity, code, message, refusedBy } = finding;
  return {
    file,
    line: line + 1,
    column: span.start + 1,
    endLine: line + 1,
    endColumn: span.end + 1,
    severity,
    code,
    message,
    refusedBy,
  };
}
