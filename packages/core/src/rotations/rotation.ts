import { z } from 'zod';
import { addProblem, evenIfFieldsFail, sourceInput } from '../input.js';
import { asOfInput, periodInOrder, periodInput } from '../period.js';

export const setRotationInput = z
  .object({
    bodyId: z.uuid(),
    /** The members in the order in which they take the chair. After the last comes the first again. */
    memberIds: z.array(z.uuid().toLowerCase()).min(2, { error: 'Name at least two members who take turns.' }).max(1_000),
    ...periodInput,
    ...sourceInput,
  })
  .superRefine(periodInOrder, evenIfFieldsFail)
  .superRefine(({ memberIds }, context) => {
    if (!Array.isArray(memberIds)) return;
    memberIds.forEach((id, index) => {
      if (memberIds.indexOf(id) === index) return;
      const message = 'This member stands in the order already. Leave one of the two out.';
      addProblem(context, { path: ['memberIds', index], code: 'duplicate', message });
    });
  }, evenIfFieldsFail);

export const nextChairsInput = z.object({
  bodyIds: z.array(z.uuid()),
  ...asOfInput,
  /** How many of those who come next are named. */
  count: z.int().min(1).max(100).default(1),
});

/** Why a turn of the order comes next, or does not. */
export interface Turn {
  readonly memberId: string;
  /** Whether it is a member of the body on the day. Who left is passed over. */
  readonly isMember: boolean;
}

/**
 * The next in an order of rotation after whoever had the chair last and stands in the order, as often around as it takes. Without one of
 * those the order begins with its first. Who is no member is passed over.
 *
 * @param chaired - who has the chair and who had it before, the latest first.
 */
export function nextInOrder(order: readonly Turn[], chaired: readonly string[], count: number): string[] {
  const last = chaired.find((id) => order.some(({ memberId }) => memberId === id));
  const start = last === undefined ? 0 : order.findIndex(({ memberId }) => memberId === last) + 1;
  const around = [...order.slice(start), ...order.slice(0, start)].filter(({ isMember }) => isMember);
  if (around.length === 0) return [];
  return Array.from({ length: count }, (_, index) => around[index % around.length]?.memberId ?? '');
}
