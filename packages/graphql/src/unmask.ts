import type { UnmaskedPerson as Unmasked } from '@pcrm/core';
import { builder } from './builder.js';
import { plainIds } from './input.js';
import { asResult } from './input-fields.js';
import { ContactPointKind, Person } from './stakeholders.js';

const UnmaskedContactPoint = builder.objectRef<Unmasked['contactPoints'][number]>('UnmaskedContactPoint').implement({
  description: 'A contact point as it is.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ContactPointKind, description: 'What kind of contact point it is.' }),
    value: t.exposeString('value', { description: 'The number, address or name as people write it.' }),
    label: t.exposeString('label', { nullable: true, description: 'Whose or when.' }),
  }),
});

const UnmaskedPerson = builder.objectRef<Unmasked>('UnmaskedPerson').implement({
  description: 'The personal data of a natural person as they are.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The name in use.' }),
    note: t.exposeString('note', { nullable: true, description: 'What staff should know about them.' }),
    otherNames: t.stringList({ description: 'Names beside the one in use.', resolve: ({ otherNames }) => [...otherNames] }),
    contactPoints: t.field({
      type: [UnmaskedContactPoint],
      description: 'Ways to reach them.',
      resolve: ({ contactPoints }) => [...contactPoints],
    }),
  }),
});

const UnmaskInput = builder.inputType('UnmaskInput', {
  description: 'Whose personal data are needed, and what for.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Person], description: 'The person.' }),
    reason: t.string({ required: true, description: 'What they are needed for. The audit keeps it.' }),
  }),
});

builder.mutationField('unmask', (t) =>
  t.field({
    type: UnmaskedPerson,
    description:
      'Gives the personal data of one person as they are, for a reason. Each time is in the audit, with the reason and no value.',
    errors: asResult,
    args: { input: t.arg({ type: UnmaskInput, required: true, description: 'Whose, and what for.' }) },
    resolve: (_root, { input }, { pcrm }) => pcrm.unmask(plainIds(input)),
  }),
);
