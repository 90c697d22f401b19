import type { RefusalFragment } from './generated/operations.js';

/** What a mutation refuses on purpose: nothing was written. Its `__typename` tells which fields it has. */
export type Refusal = RefusalFragment;

type Result = { readonly data: unknown } | Refusal;
type DataOf<Answer extends Result> = Extract<Answer, { readonly data: unknown }>['data'];

/** A mutation that was refused on purpose: nothing was written. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    /** What was refused and why, such as `InvalidInputError` with every problem. */
    readonly refusal: Refusal,
  ) {
    super(refusal.message);
  }
}

/** Whether a mutation did what it was asked; otherwise the answer is a refusal, told apart by `__typename`. */
export function isDone<Answer extends Result>(result: Answer): result is Extract<Answer, { readonly data: unknown }> {
  return 'data' in result;
}

/**
 * The data of a mutation's answer.
 *
 * @throws Refused with the refusal, typed.
 *
 * @example
 * const engagement = dataOf((await client.send(LogEngagementDocument, { input })).logEngagement);
 */
export function dataOf<Answer extends Result>(result: Answer): DataOf<Answer> {
  if (isDone(result)) return result.data;
  throw new Refused(result as Refusal);
}
