import { z } from 'zod';
import { InvalidInput, type Problem } from './errors.js';

/** The input that every command accepts: the document that the record comes from. */
export const sourceInput = { sourceId: z.uuid().nullish() };

/** The record that a revision changes, and the version that it is based on. */
export const revisionInput = { id: z.uuid(), version: z.int().positive() };

/** Parses an input, or throws InvalidInput with every problem at once. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: z.input<Schema>): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new InvalidInput(parsed.error.issues.map(toProblem));
}

function toProblem(issue: z.core.$ZodIssue): Problem {
  const ownCode: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined;
  return {
    path: issue.path.map((part) => (typeof part === 'symbol' ? part.toString() : part)),
    code: typeof ownCode === 'string' ? ownCode : issue.code,
    message:
      issue.code === 'invalid_format' && issue.format === 'uuid'
        ? 'This is no id. Use an id that PCRM gave you, unchanged.'
        : issue.message,
  };
}

/** Adds a problem to those that a schema found. */
export function addProblem(context: z.RefinementCtx, { path, code, message }: Problem): void {
  context.addIssue({
    code: 'custom',
    params: { code },
    path: [...path],
    message,
  });
}

/** For a rule over several fields: it is checked even if one of them breaks a rule of its own, so that all problems are told at once. */
export const evenIfFieldsFail = { when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null };
