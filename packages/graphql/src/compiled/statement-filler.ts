import { createHash } from 'node:crypto';
import type { TextStatement } from '@pcrm/core';
import type { CompiledOperation } from './compile-operation.js';
import { holesOf, textOf, type Hole } from './sql-fragment.js';
import type { Run } from './statement-draft.js';

interface Variant {
  readonly text: string;
  readonly name?: string;
  runs: number;
}

// As many forms of an operation as differ in the filters that are given.
const MOST_VARIANTS = 32;

/** Fills the holes of a statement. Its text is made once for each combination of what they are filled with, and the values are bound. */
export class StatementFiller {
  private readonly variants = new Map<string, Variant>();
  private readonly holes: readonly Hole[];

  constructor(private readonly operation: CompiledOperation) {
    this.holes = holesOf(operation.statement);
  }

  /** @throws whatever a run's arguments are refused with. */
  statementOf(run: Run): TextStatement {
    const { inputs, statement } = this.operation;
    const read = inputs.map((input) => input(run));
    const filled = this.holes.map(({ input, fill }) => fill(read[input] as never));
    const key = filled.map(({ strings }) => strings.join('\u0000')).join('\u0001');
    const variant = this.variants.get(key) ?? this.keep(key, textOf(statement, filled));
    variant.runs += 1;
    const values = filled.flatMap((part) => part.values);
    // What is asked once is not worth keeping prepared.
    return { text: variant.text, values, ...(variant.name !== undefined && variant.runs > 1 && { name: variant.name }) };
  }

  private keep(key: string, text: string): Variant {
    if (this.variants.size >= MOST_VARIANTS) this.variants.delete(this.variants.keys().next().value ?? '');
    const variant = { text, runs: 0, ...(isPlannedOnce(text) && { name: createHash('sha256').update(text).digest('base64url') }) };
    this.variants.set(key, variant);
    return variant;
  }
}

// A plan for any pattern is ruinous for most of them.
function isPlannedOnce(text: string): boolean {
  return !/\bI?LIKE\b/u.test(text);
}
