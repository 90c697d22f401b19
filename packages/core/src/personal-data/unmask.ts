import { z } from 'zod';
import { defineCommand } from '../command.js';
import type { Context } from '../context.js';
import { InvalidInput, NotFound } from '../errors.js';
import type { ContactPoint } from '../generated/prisma/client.js';
import { prose } from '../text.js';

export const unmaskInput = z.object({
  id: z.uuid(),
  /** What the data are needed for; kept in the audit. */
  reason: prose(2_000),
});

/** The personal data of a natural person as they are. */
export interface UnmaskedPerson {
  readonly id: string;
  readonly name: string;
  readonly note: string | null;
  readonly otherNames: readonly string[];
  readonly contactPoints: readonly Pick<ContactPoint, 'kind' | 'value' | 'label'>[];
}

const unmaskPerson = defineCommand({
  name: 'unmask',
  scope: 'personal-data:unmask',
  schema: unmaskInput,
  perform: async ({ db, data: { id, reason } }) => {
    const person = await db.stakeholder.findUnique({
      where: { id },
      include: { otherNames: { orderBy: { id: 'asc' } }, contactPoints: { orderBy: { id: 'asc' } } },
    });
    if (person === null) throw new NotFound('Stakeholder', id);
    if (person.kind !== 'PERSON') throw InvalidInput.at(['id'], 'not_a_person', 'Only data of natural persons are masked.');
    const after: UnmaskedPerson = {
      id,
      name: person.name,
      note: person.note,
      otherNames: person.otherNames.map(({ name }) => name),
      contactPoints: person.contactPoints.map(({ kind, value, label }) => ({ kind, value, label })),
    };
    return { type: 'Stakeholder', before: null, after, audited: { id, reason } };
  },
});

/**
 * Gives the personal data of one natural person as they are, for a reason. The audit keeps who asked, whose they are and the reason, and
 * none of the values. The values are in the answer and kept nowhere, so this command takes no idempotency key.
 */
export async function unmask(context: Context, input: z.input<typeof unmaskInput>): Promise<UnmaskedPerson> {
  return unmaskPerson(context, input);
}
