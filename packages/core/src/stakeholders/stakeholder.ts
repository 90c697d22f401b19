import { z } from 'zod';
import { addProblem, evenIfFieldsFail, revisionInput, sourceInput } from '../input.js';
import type { Problem } from '../errors.js';
import { ContactPointKind, Gender, OtherNameKind, StakeholderCategory, StakeholderKind } from '../generated/prisma/enums.js';
import { calendarDate, partialDate, periodInOrder, periodInput } from '../period.js';
import { line, prose } from '../text.js';

/** A name beside the one in use, with the period in which it was used. */
export const otherNameInput = z
  .object({
    kind: z.enum(OtherNameKind),
    name: line(),
    ...periodInput,
    ...sourceInput,
  })
  .superRefine(periodInOrder, evenIfFieldsFail);

const contactPointFields = {
  kind: z.enum(ContactPointKind),
  value: line(500),
  label: line().nullish(),
  doNotUse: z.boolean().optional(),
  ...periodInput,
};

/** A way to reach a stakeholder. */
export const contactPointInput = z
  .object({ ...contactPointFields, ...sourceInput })
  .superRefine(periodInOrder, evenIfFieldsFail)
  .superRefine(contactValueOfKind);

const descriptiveFields = {
  name: line(),
  categories: z.array(z.enum(StakeholderCategory)).max(20).transform(distinct).optional(),
  region: line().nullish(),
  note: prose().nullish(),
  gender: z.enum(Gender).nullish(),
  founded: partialDate().nullish(),
  dissolved: partialDate().nullish(),
  parentId: z.uuid().nullish(),
};

export const registerStakeholderInput = z
  .object({
    kind: z.enum(StakeholderKind),
    ...descriptiveFields,
    otherNames: z.array(otherNameInput).max(50).optional(),
    contactPoints: z.array(contactPointInput).max(50).optional(),
    ...sourceInput,
  })
  .superRefine((value, context) => problemsOfKind(value.kind, value).forEach((problem) => addProblem(context, problem)), evenIfFieldsFail);

export const reviseStakeholderInput = z.object({
  ...revisionInput,
  ...descriptiveFields,
  name: descriptiveFields.name.optional(),
  archived: z.boolean().optional(),
});

export const addOtherNameInput = z.object({
  stakeholderId: z.uuid(),
  otherName: otherNameInput,
});

export const addContactPointInput = z.object({
  stakeholderId: z.uuid(),
  contactPoint: contactPointInput,
});

export const reviseContactPointInput = z
  .object({
    ...revisionInput,
    value: contactPointFields.value.optional(),
    label: contactPointFields.label,
    doNotUse: contactPointFields.doNotUse,
    ...periodInput,
  })
  .superRefine(periodInOrder, evenIfFieldsFail);

const fromOneToFive = z.int().min(1, { error: 'Give 1 to 5.' }).max(5, { error: 'Give 1 to 5.' });

export const assessStakeholderInput = z.object({
  stakeholderId: z.uuid(),
  policyTaskId: z.uuid().nullish(),
  influence: fromOneToFive,
  interest: fromOneToFive,
  assessedOn: calendarDate(),
  rationale: prose().nullish(),
  ...sourceInput,
});

export const assignRelationshipManagerInput = z.object({
  stakeholderId: z.uuid(),
  managerId: z.uuid(),
  departmentId: z.uuid(),
  from: calendarDate(),
  ...sourceInput,
});

/** What is wrong when a person is given what only an organization has, or the other way round. */
export function problemsOfKind(
  kind: StakeholderKind,
  value: Partial<Record<'gender' | 'founded' | 'dissolved' | 'parentId', unknown>>,
): Problem[] {
  const isPerson = kind === StakeholderKind.PERSON;
  const foreign = isPerson ? (['founded', 'dissolved', 'parentId'] as const) : (['gender'] as const);
  const message = isPerson ? 'Only an organization has this. Leave it out.' : 'Only a person has this. Leave it out.';
  return foreign.filter((field) => value[field] != null).map((field) => ({ path: [field], code: 'wrong_kind', message }));
}

const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;
const phonePattern = /^\+?[\d\s().-]{2,}(?:\s*(?:ext|내선|#)\.?\s*\d+)?$/iu;

function contactValueOfKind({ kind, value }: { kind: ContactPointKind; value: string }, context: z.RefinementCtx): void {
  const message = contactValueProblem(kind, value);
  if (message !== undefined) addProblem(context, { path: ['value'], code: 'invalid_value', message });
}

/** Why the value cannot be a contact point of the kind; undefined when it can. */
export function contactValueProblem(kind: ContactPointKind, value: string): string | undefined {
  switch (kind) {
    case ContactPointKind.EMAIL:
      return emailPattern.test(value) ? undefined : 'Write an e-mail address such as name@example.kr.';
    case ContactPointKind.PHONE:
    case ContactPointKind.MOBILE:
    case ContactPointKind.FAX:
      return phonePattern.test(value) ? undefined : 'Write a telephone number such as 032-440-2114, 120 or +82 32 440 2114.';
    case ContactPointKind.WEB:
      return URL.canParse(value) && /^https?:/u.test(value) ? undefined : 'Write a web address that begins with http:// or https://.';
    case ContactPointKind.ADDRESS:
    case ContactPointKind.MESSENGER:
    case ContactPointKind.SOCIAL_ACCOUNT:
      return undefined;
  }
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
