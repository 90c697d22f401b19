import type { ArgBuilder } from '@pothos/core';
import { checkVerdicts, committeeCheckKinds, type CheckFinding, type CommitteeCheck, type GenderCounts } from '@pcrm/core';
import { Body, MembershipBasis } from './bodies.js';
import { builder } from './builder.js';
import { loaderFor } from './connection.js';
import { describedEnum } from './enums.js';
import { asOfArg } from './input-fields.js';
import { Membership } from './memberships.js';

const mayRead = { can: 'meetings:read' } as const;

export const CommitteeCheckKind = describedEnum('CommitteeCheckKind', 'What is checked of a committee.', committeeCheckKinds);
const CheckVerdict = describedEnum('CheckVerdict', 'What came of a check.', checkVerdicts);

const CheckFindingType = builder.objectRef<CheckFinding>('CheckFinding').implement({
  description: 'A member at or beyond the limit of a check, with the member’s own figure.',
  authScopes: mayRead,
  fields: (t) => ({
    membership: t.field({ type: Membership, description: 'The seat.', resolve: ({ membership }) => membership }),
    figure: t.exposeFloat('figure', { description: 'The figure of this member.' }),
    memberships: t.field({
      type: [Membership],
      description: 'What it rests on: the terms in a row, or the seats in the committees.',
      resolve: ({ memberships }) => [...memberships],
    }),
    meetings: t.exposeInt('meetings', {
      nullable: true,
      description: 'Held meetings while they were members, of which attendance is recorded; for ATTENDANCE.',
    }),
  }),
});

const GenderCountsType = builder.objectRef<GenderCounts>('GenderCounts').implement({
  description: 'How many of the appointed members are of which gender.',
  authScopes: { can: 'stakeholders:read' },
  fields: (t) => ({
    female: t.exposeInt('female', { description: 'Women.' }),
    male: t.exposeInt('male', { description: 'Men.' }),
    other: t.exposeInt('other', { description: 'Others.' }),
    unknown: t.exposeInt('unknown', { description: 'Members whose gender is not recorded.' }),
  }),
});

const CommitteeCheckType = builder.objectRef<CommitteeCheck>('CommitteeCheck').implement({
  description: 'One check of a committee on a day: its figure, the limit, and what came of it.',
  authScopes: mayRead,
  fields: (t) => ({
    kind: t.field({ type: CommitteeCheckKind, description: 'What is checked.', resolve: ({ kind }) => kind }),
    verdict: t.field({ type: CheckVerdict, description: 'What came of it.', resolve: ({ verdict }) => verdict }),
    basis: t.field({
      type: MembershipBasis,
      nullable: true,
      description: 'The basis of the seats; for SEATS.',
      resolve: ({ basis }) => basis,
    }),
    figure: t.exposeFloat('figure', { nullable: true, description: 'The figure; null where data lack.' }),
    limit: t.exposeInt('limit', { nullable: true, description: 'The limit; null where none is recorded or given.' }),
    findings: t.field({
      type: [CheckFindingType],
      description: 'Members at or beyond the limit.',
      resolve: ({ findings }) => [...findings],
    }),
    genders: t.field({
      type: GenderCountsType,
      nullable: true,
      description: 'The counts of GENDER_BALANCE, for those who may read persons; nobody gets the gender of a member from here.',
      resolve: ({ genders }) => genders,
    }),
  }),
});

/** The limits that no ordinance of the body itself sets. */
export const limitArgs = (arg: ArgBuilder<(typeof builder)['$inferSchemaTypes']>) => ({
  attendanceFrom: arg({
    type: 'Date',
    description: 'The first day of the meetings of which attendance is counted; a year before the day when left out.',
  }),
  maxCommitteesPerPerson: arg.int({
    description: 'Of how many committees one person may be an appointed member by the rule of the city; without it there is no verdict.',
  }),
  minAttendancePercent: arg.int({
    description: 'How many percent of the meetings a member has to attend by the rule of the city; without it there is no verdict.',
  }),
});

builder.prismaObjectFields(Body, (t) => ({
  checks: t.field({
    type: [CommitteeCheckType],
    description:
      'The checks of its seats on a day: seats by basis, reappointment, gender balance, persons on too many committees, attendance.',
    authScopes: mayRead,
    args: { ...asOfArg(t.arg), ...limitArgs(t.arg) },
    complexity: 50,
    resolve: ({ id }, args, context) =>
      loaderFor(context, `Body.checks ${JSON.stringify(args)}`, async (bodyIds) => {
        const told = await context.pcrm.committeeChecksOfEach({ bodyIds: [...bodyIds], ...args });
        return told.map(({ checks }) => [...checks]);
      }).load(id),
  }),
}));
