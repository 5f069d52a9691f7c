// Classic BPF programs of -m bpf: how they are written, and what the kernel takes.

import { byKernel } from '../refused-by';
import { lowBits, readDecimalAt } from './c-number';
import { invalid, type Part, shown, split, wholeOf } from './part';
import type { ValueFault, ValueOf } from './value-fault';

interface Instruction {
  part: Part;
  code: number;
  jt: number;
  jf: number;
  k: number;
}

/** `N,code jt jf k,…`: N instructions in decimal numbers, of which the tool keeps the lowest bits; what follows the fourth is ignored. */
export function bpfProgramFault({ maxInstructions }: ValueOf<'bpf-program'>, text: string): ValueFault | undefined {
  const [first, ...items] = split(wholeOf(text), ',');
  const length = readDecimalAt(text, 0, true);
  const count = lowBits(length?.value ?? 0, 16);
  if (count < 1 || count > maxInstructions || length?.end !== first!.text.length || items.length === 0)
    return invalid(
      first!,
      `The program begins with the number of its instructions and a comma: 1 to ${maxInstructions}.`,
    );
  if (items.at(-1)!.text === '') items.pop();
  const instructions: Instruction[] = [];
  for (const item of items.slice(0, count)) {
    const instruction = readInstruction(item);
    if (!instruction)
      return invalid(item, `${shown(item.text)} is not an instruction. Write four decimal numbers: code jt jf k.`);
    instructions.push(instruction);
  }
  if (items.length !== count)
    return invalid(first!, `The program has ${items.length} instructions, not ${shown(first!.text)}.`);
  return programFault(instructions);
}

function readInstruction(part: Part): Instruction | undefined {
  const numbers: number[] = [];
  let at = 0;
  for (const bits of [16, 8, 8, 32] as const) {
    const number = readDecimalAt(part.text, at, true);
    if (!number) return undefined;
    numbers.push(lowBits(number.value, bits));
    at = number.end;
  }
  return { part, code: numbers[0]!, jt: numbers[1]!, jf: numbers[2]!, k: numbers[3]! };
}

/** The codes that the kernel knows, by class. */
const loads = [0x00, 0x20, 0x28, 0x30, 0x40, 0x48, 0x50, 0x60, 0x80, 0x01, 0x61, 0x81, 0xb1];
const arithmetic = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10].flatMap((operation) => [
  (operation << 4) | 0x04,
  (operation << 4) | 0x0c,
]);
const branches = [1, 2, 3, 4].flatMap((operation) => [(operation << 4) | 0x05, (operation << 4) | 0x0d]);
const returns = [0x06, 0x16];
const jump = 0x05;
const codes = new Set([...loads, ...arithmetic, 0x84, ...branches, jump, ...returns, 0x02, 0x03, 0x07, 0x87]);

/** Division and remainder by a constant; shifts by one; access to the words of memory; loads at an absolute place. */
const divisions = new Set([0x34, 0x94]);
const shifts = new Set([0x64, 0x74]);
const memoryLoads = new Set([0x60, 0x61]);
const memoryStores = new Set([0x02, 0x03]);
const absoluteLoads = new Set([0x20, 0x28, 0x30]);

/** Places from here on stand for what the kernel knows of a packet beside its bytes. */
const ancillary = 0xfffff000;
const lastAncillary = 60;

/** What the kernel finds wrong with a program, each instruction alone and then all together. */
function programFault(program: readonly Instruction[]): ValueFault | undefined {
  for (const [index, instruction] of program.entries()) {
    const why = instructionProblem(instruction, program.length - index - 1);
    if (why) return invalid(instruction.part, `${shown(instruction.part.text)} ${why}.`, byKernel);
  }
  const last = program.at(-1)!;
  if (!returns.includes(last.code))
    return invalid(last.part, 'The last instruction has to be a return (code 6 or 22).', byKernel);
  return memoryFault(program);
}

function instructionProblem({ code, jt, jf, k }: Instruction, following: number): string | undefined {
  if (!codes.has(code)) return 'has a code that the kernel does not know';
  if (divisions.has(code) && k === 0) return 'divides by 0';
  if (shifts.has(code) && k > 31) return 'shifts by more than 31 bits';
  if ((memoryLoads.has(code) || memoryStores.has(code)) && k > 15) return 'uses a word of memory above 15';
  if (code === jump ? k >= following : branches.includes(code) && Math.max(jt, jf) >= following)
    return 'jumps behind the end of the program';
  if (absoluteLoads.has(code) && k >= ancillary && (k - ancillary > lastAncillary || k % 4 !== 0))
    return 'loads from a place that the kernel does not know';
  return undefined;
}

/** A word of memory is written on every way to where it is read. */
function memoryFault(program: readonly Instruction[]): ValueFault | undefined {
  const all = 0xffff;
  const written = program.map(() => all);
  const limit = (target: number, words: number) => {
    written[target] = written[target]! & words;
  };
  let words = 0;
  for (const [index, { part, code, jt, jf, k }] of program.entries()) {
    words &= written[index]!;
    if (memoryStores.has(code)) words |= 1 << k;
    else if (memoryLoads.has(code) && !(words & (1 << k)))
      return invalid(part, `${shown(part.text)} reads a word of memory that may not have been written.`, byKernel);
    else if (code === jump || branches.includes(code)) {
      for (const target of code === jump ? [k] : [jt, jf]) limit(index + 1 + target, words);
      words = all;
    }
  }
  return undefined;
}
