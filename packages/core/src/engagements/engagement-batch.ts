import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { CommandOptions } from '../command.js';
import type { Context } from '../context.js';
import { InvalidInput, type PcrmError } from '../errors.js';
import { requireIdempotencyKey } from '../idempotency.js';
import { toldIn } from '../messages/tell.js';
import { logEngagement } from './engagement-commands.js';
import type { LoggedEngagement } from './engagement-entry.js';
import type { logEngagementInput } from './engagement.js';

/** How many engagements are logged at a time. The body of a request holds as many of an ordinary length. */
export const MAX_BATCH = 100;

/** What came of one entry of a batch: the engagement, or why there is none. */
export type BatchEntry = {
  /** Its place in the batch, counted from 0. */
  readonly index: number;
} & (
  | { readonly engagement: LoggedEngagement; readonly error: null }
  /** Paths of problems begin at the entry. */
  | { readonly engagement: null; readonly error: PcrmError }
);

/**
 * Logs up to 100 engagements in their order, each as `logEngagement` does and with an audit record of its own: one that is refused does not
 * take the others with it. Two entries that are alike are two engagements. As long as nothing is wrong they are written together, in one
 * statement.
 *
 * Each entry has an idempotency key of its own, made of the key of the batch and its place. Sent again with the same key, a batch returns
 * what was logged already and logs what was not, so that what was refused can be mended and the whole sent again; an entry that was logged
 * and now says something else is a Conflict.
 *
 * @throws Forbidden without engagements:write, and InvalidInput for no entries, too many or a key that is too long: then nothing is logged.
 *   A fault on the way, such as a database that goes away, is thrown as well, and what was logged before it stays: repeat the batch with
 *   its key.
 */
export async function logEngagements(
  context: Context,
  inputs: readonly z.input<typeof logEngagementInput>[],
  { idempotencyKey }: CommandOptions = {},
): Promise<BatchEntry[]> {
  requireScope(context.actor, 'engagements:write');
  requireIdempotencyKey(idempotencyKey);
  if (inputs.length < 1 || inputs.length > MAX_BATCH) {
    const message = `Send 1 to ${MAX_BATCH} engagements at a time, not ${inputs.length}. Send the others in a batch of their own.`;
    throw InvalidInput.at(['inputs'], inputs.length < 1 ? 'too_small' : 'too_big', message);
  }
  const requests = inputs.map((input, index) => ({
    input,
    idempotencyKey: idempotencyKey == null ? undefined : keyOfEntry(idempotencyKey, index),
  }));
  const outcomes = await logEngagement.each(context, requests);
  return outcomes.map(({ result, error }, index) =>
    error === null ? { index, engagement: result, error } : { index, engagement: null, error: toldIn(error, context.language) },
  );
}

// A hash, as the key of the batch may be as long as any. The word keeps it apart from keys that callers choose.
function keyOfEntry(batchKey: string, index: number): string {
  return `logEngagements ${createHash('sha256').update(batchKey).digest('hex')} ${index}`;
}
