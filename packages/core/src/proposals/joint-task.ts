import { z } from 'zod';
import { JointTaskRole } from '../generated/prisma/enums.js';
import { addProblem, evenIfFieldsFail, revisionInput, sourceInput } from '../input.js';
import { partialDate } from '../period.js';
import type { Reference } from '../references.js';
import { prose } from '../text.js';
import { decidedInInput, itemWithItsMeeting } from './decided-in.js';

const partners = z
  .array(z.object({ partnerId: z.uuid().toLowerCase(), role: z.enum(JointTaskRole).optional(), part: prose(2_000).nullish() }))
  .min(1, { error: 'Name at least one partner: what the city does alone is no joint task.' })
  .max(50, { error: 'Name at most 50.' })
  .superRefine((list, context) => {
    for (const [index, partner] of list.entries()) {
      if (partner?.partnerId === undefined || list.findIndex((other) => other?.partnerId === partner.partnerId) === index) continue;
      const message = 'This id stands in the list already. Leave one of the two out.';
      addProblem(context, { path: [index, 'partnerId'], code: 'duplicate', message });
    }
  }, evenIfFieldsFail);

const descriptiveFields = { ...decidedInInput, cityPart: prose(2_000).nullish() };

export const takeOnJointTaskInput = z
  .object({
    policyTaskId: z.uuid().toLowerCase(),
    ...descriptiveFields,
    from: partialDate(),
    partners,
    ...sourceInput,
  })
  .superRefine(itemWithItsMeeting, evenIfFieldsFail);

export const reviseJointTaskInput = z.object({
  ...revisionInput,
  ...descriptiveFields,
  from: partialDate().optional(),
  partners: partners.optional(),
});

export const endJointTaskInput = z.object({ ...revisionInput, until: partialDate(), reason: prose(2_000) });

/** The partners that an input names, and where. */
export function partnerReferences(list: readonly { readonly partnerId: string }[] = []): Reference[] {
  return list.map(({ partnerId }, index): Reference => ({ to: 'Stakeholder', id: partnerId, path: ['partners', index, 'partnerId'] }));
}
