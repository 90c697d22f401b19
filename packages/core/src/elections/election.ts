import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Problem } from '../errors.js';
import type { Membership, Post } from '../generated/prisma/client.js';
import { Gender, StakeholderCategory } from '../generated/prisma/enums.js';
import { addProblem, evenIfFieldsFail, sourceInput } from '../input.js';
import { calendarDate, contains, partialDate, type PartialDate } from '../period.js';
import { line, prose } from '../text.js';

/** Who takes a post: somebody who is registered, or a person to register. */
const holderInput = z
  .object({
    postId: z.uuid().toLowerCase(),
    stakeholderId: z.uuid().toLowerCase().nullish(),
    newPerson: z
      .object({
        name: line(),
        categories: z.array(z.enum(StakeholderCategory)).max(20).optional(),
        gender: z.enum(Gender).nullish(),
        region: line().nullish(),
      })
      .nullish(),
    /** Which of the seats of the post; the holder's own or the lowest that is free when left out. */
    seatNumber: z.int().min(1).max(10_000).nullish(),
    label: line().nullish(),
    /** The party for which they stood. */
    onBehalfOfId: z.uuid().toLowerCase().nullish(),
  })
  .superRefine(({ stakeholderId, newPerson }, context) => {
    if ((stakeholderId == null) !== (newPerson == null)) return;
    const message = 'Name a stakeholder, or a person to register: one of the two.';
    addProblem(context, { path: ['stakeholderId'], code: 'one_of_two', message });
  }, evenIfFieldsFail);

const turnFields = {
  /** The organization whose posts turn over, such as the city council. */
  organizationId: z.uuid().toLowerCase(),
  /** The posts that turn over, of the organization or of its units; all that exist on the day when left out. */
  postIds: z.array(z.uuid().toLowerCase()).min(1).max(1_000).nullish(),
  /** The day on which the new terms begin, and the first on which the present ones no longer hold. */
  on: calendarDate(),
  /** When the new terms end; they are open-ended when left out. */
  until: partialDate().nullish(),
  holders: z.array(holderInput).max(1_000, { error: 'Give at most 1000 holders at a time.' }),
  /** Why the present terms end, such as 제6회 전국동시지방선거. */
  reason: prose(2_000).nullish(),
  ...sourceInput,
};

type Ends = { readonly on?: Date; readonly until?: PartialDate | null | undefined };
function untilAfterOn({ on, until }: Ends, context: z.RefinementCtx): void {
  if (!on || !until || until.date > on) return;
  addProblem(context, { path: ['until'], code: 'period_out_of_order', message: 'The new terms must end after they begin.' });
}

export const turnInput = z.object(turnFields).superRefine(untilAfterOn, evenIfFieldsFail);

export const performTurnInput = z
  .object({
    ...turnFields,
    /** What the preview of the same input gave: the turn is performed only if it is still the one that was previewed. */
    fingerprint: z.string().regex(/^[\da-f]{64}$/u, { error: 'Give the fingerprint of the preview.' }),
  })
  .superRefine(untilAfterOn, evenIfFieldsFail);

/** What turns over, as it was entered. */
export type TurnInput = z.output<typeof turnInput>;
export type NewHolder = TurnInput['holders'][number];

/** What is not wrong but should be known before the turn is performed. */
export interface TurnWarning {
  readonly code: 'holds_other_post' | 'two_posts' | 'same_name';
  readonly message: string;
  /** Whom it is about, where they are registered. */
  readonly stakeholderId: string | null;
}

/** A new holder with the seat of the post that they take; null where none is left. */
export interface SeatedHolder {
  readonly holder: NewHolder;
  readonly seatNumber: number | null;
  /** The term that ends on the day, where they hold the post already. */
  readonly reelectedFrom: Membership | null;
}

/**
 * Gives each new holder a seat of the post: the one that is asked for, else for the re-elected the seat that they have, else the lowest
 * that is left. Who stays beyond the day keeps a seat.
 */
export function seatHolders(holders: readonly NewHolder[], posts: readonly Post[], present: readonly Membership[]): SeatedHolder[] {
  const taken = new Set<string>();
  const place = (postId: string, seatNumber: number) => `${postId} ${seatNumber}`;
  const asked = holders.map((holder) => {
    const own = present.find(({ postId, memberId }) => postId === holder.postId && memberId === holder.stakeholderId) ?? null;
    return { holder, own, wish: holder.seatNumber ?? own?.seatNumber ?? null };
  });
  for (const { holder, wish } of asked) if (wish !== null) taken.add(place(holder.postId, wish));
  return asked.map(({ holder, own, wish }) => {
    const capacity = posts.find(({ id }) => id === holder.postId)?.capacity ?? 0;
    const seats = Array.from({ length: capacity }, (_, index) => index + 1);
    const seatNumber = wish ?? seats.find((seat) => !taken.has(place(holder.postId, seat))) ?? null;
    if (seatNumber !== null) taken.add(place(holder.postId, seatNumber));
    return { holder, seatNumber, reelectedFrom: own };
  });
}

/** What cannot be in a turn: posts that do not turn over, more holders than a post has seats, a seat or a person twice. */
export function problemsOfTurn(seated: readonly SeatedHolder[], posts: readonly Post[], on: Date): Problem[] {
  const seats = new Set<string>();
  const persons = new Set<string>();
  return seated.flatMap(({ holder, seatNumber }, index): Problem[] => {
    const problem = (field: string, code: string, message: string): Problem[] => [{ path: ['holders', index, field], code, message }];
    const post = posts.find(({ id }) => id === holder.postId);
    if (post === undefined)
      return problem('postId', 'post_not_in_turn', 'This post does not turn over. Add it to the posts, or choose one of them.');
    if (!contains(post, on)) return problem('postId', 'post_not_there', 'The post does not exist on that day. Choose another post or day.');
    const person = `${holder.postId} ${holder.stakeholderId ?? ''}`;
    if (holder.stakeholderId != null && persons.has(person)) {
      return problem('stakeholderId', 'duplicate', 'They are named for this post already. Leave one of the two out.');
    }
    persons.add(person);
    if (seatNumber === null || seatNumber > post.capacity) {
      const message = `The post has ${post.capacity} ${post.capacity === 1 ? 'seat' : 'seats'}. Name fewer holders, or raise its capacity first.`;
      return problem('postId', 'capacity_exceeded', message);
    }
    const seat = `${holder.postId} ${seatNumber}`;
    if (seats.has(seat)) return problem('seatNumber', 'seat_taken', 'Somebody else takes this seat. Choose another, or leave it out.');
    seats.add(seat);
    return [];
  });
}

/** Who and what a turn rests on: a change of any of them makes it another turn. */
export interface TurnBasis {
  readonly input: TurnInput;
  readonly records: readonly { readonly id: string; readonly version: number }[];
}

/**
 * The fingerprint of a turn: of what was entered, and of every record that it would change, in its version. What is null and what is left
 * out are the same.
 */
export function fingerprintOf({ input, records }: TurnBasis): string {
  const versions = records.map(({ id, version }) => `${id} ${version}`).toSorted();
  return createHash('sha256')
    .update(JSON.stringify([input, versions], (_key, value: unknown) => value ?? undefined))
    .digest('hex');
}
