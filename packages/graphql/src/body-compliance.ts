import {
  chairGapKinds,
  dormancyReasons,
  type BodyCompliance,
  type ChairGapOfBody,
  type Dormancy,
  type DormantBody,
  type KindCounts,
  type MeetingYear,
} from '@pcrm/core';
import { Body } from './bodies.js';
import { builder } from './builder.js';
import { CommitteeCheckKind, limitArgs } from './committee-checks.js';
import { loaderFor } from './connection.js';
import { describedEnum } from './enums.js';
import { plainIds } from './input.js';
import { asOfArg } from './input-fields.js';
import { Meeting } from './meetings.js';
import { ChairTermType, Membership } from './memberships.js';

const mayRead = { can: 'meetings:read' } as const;

const KindCountsType = builder.objectRef<KindCounts>('MeetingsOfKind').implement({
  description: 'How many meetings of each kind.',
  fields: (t) => ({
    regular: t.exposeInt('regular', { description: 'Regular ones.' }),
    extraordinary: t.exposeInt('extraordinary', { description: 'Extraordinary ones.' }),
  }),
});

const MeetingYearType = builder.objectRef<MeetingYear>('MeetingYear').implement({
  description: 'The meetings of a body in a calendar year, beside what it owes.',
  authScopes: mayRead,
  fields: (t) => ({
    year: t.exposeInt('year', { description: 'The year.' }),
    owed: t.exposeInt('owed', {
      nullable: true,
      description: 'Regular meetings that its rule asks for in the whole year; null where it asks for none.',
    }),
    due: t.exposeInt('due', {
      description: 'Those of them that were due by the day: when the month that the rule names was over, or the year where it names none.',
    }),
    held: t.field({ type: KindCountsType, description: 'Held by the day.', resolve: ({ held }) => held }),
    planned: t.field({
      type: KindCountsType,
      description: 'Planned for the year, and neither cancelled nor held by the day.',
      resolve: ({ planned }) => planned,
    }),
    missed: t.field({
      type: ['PartialDate'],
      description: 'When each regular meeting was due that was due by the day and not held: the month, or the year.',
      resolve: ({ missed }) => [...missed],
    }),
  }),
});

builder.prismaObjectFields(Body, (t) => ({
  meetingCompliance: t.field({
    type: [MeetingYearType],
    description: 'Its meetings that were due, held, planned and missed, by a day, year by year.',
    authScopes: mayRead,
    args: {
      from: t.arg.int({ description: 'The first year; that of the day when left out.' }),
      to: t.arg.int({ description: 'The last year; the first when left out.' }),
      ...asOfArg(t.arg),
    },
    resolve: ({ id }, { from, to, asOf }, context) =>
      loaderFor(context, `Body.meetingCompliance ${from ?? ''} ${to ?? ''} ${asOf ?? ''}`, async (ids) => {
        const told = await context.pcrm.meetingCompliance({ bodyIds: [...ids], from, to, asOf });
        const years = new Map(told.map((each) => [each.body.id, [...each.years]]));
        return ids.map((bodyId) => years.get(bodyId) ?? []);
      }).load(id),
  }),
}));

const DormancyReason = describedEnum('DormancyReason', 'Why a body is taken to sleep.', dormancyReasons);

const DormancyInterface = builder.interfaceRef<Dormancy>('Dormancy').implement({
  description: 'Whether a body sleeps, and with which figures.',
  fields: (t) => ({
    reasons: t.field({
      type: [DormancyReason],
      description: 'Why it is taken to sleep; none when it is awake.',
      resolve: ({ reasons }) => [...reasons],
    }),
    owedPerYear: t.exposeInt('owedPerYear', { nullable: true, description: 'Regular meetings that it owes a year.' }),
    lastRegular: t.field({
      type: Meeting,
      nullable: true,
      description: 'The last regular meeting that was held by the day.',
      resolve: ({ lastRegular }) => lastRegular,
    }),
    missed: t.exposeInt('missed', {
      nullable: true,
      description: 'How many were due and not held since then, or since the founding; null where neither is known.',
    }),
    waiting: t.field({
      type: [Membership],
      description: 'The chairs that have waited long for the next meeting.',
      resolve: ({ waiting }) => [...waiting],
    }),
  }),
});

const BodyDormancy = builder.objectRef<Dormancy>('BodyDormancy').implement({
  description: 'Whether a body of an overview sleeps.',
  interfaces: [DormancyInterface],
  authScopes: mayRead,
});

const DormantBodyType = builder.objectRef<DormantBody>('DormantBody').implement({
  description: 'A body that sleeps: it held no regular meeting for long though it owes some, or its chair waits for one.',
  interfaces: [DormancyInterface],
  authScopes: mayRead,
  fields: (t) => ({ body: t.field({ type: Body, description: 'The body.', resolve: ({ body }) => body }) }),
});

const ChairGapKind = describedEnum('ChairGapKind', 'In which way a chair has nobody.', chairGapKinds);

const ChairGapType = builder.objectRef<ChairGapOfBody>('ChairGap').implement({
  description: 'A chair of a body that nobody has on a day, or will have at the next meeting.',
  authScopes: mayRead,
  fields: (t) => ({
    body: t.field({ type: Body, description: 'The body.', resolve: ({ body }) => body }),
    kind: t.field({ type: ChairGapKind, description: 'In which way nobody has it.', resolve: ({ kind }) => kind }),
    seatNumber: t.exposeInt('seatNumber', { description: 'Which of the chairs of the body, from 1.' }),
    term: t.field({
      type: ChairTermType,
      nullable: true,
      description: 'The term that ended or ends: its end is since when; null where nobody had the chair.',
      resolve: ({ term }) => term,
    }),
    meeting: t.field({
      type: Meeting,
      nullable: true,
      description: 'The meeting that nobody is known to chair.',
      resolve: ({ meeting }) => meeting,
    }),
    successor: t.field({
      type: Membership,
      nullable: true,
      description: 'Who is recorded to take the chair later.',
      resolve: ({ successor }) => successor,
    }),
  }),
});

const BodyComplianceType = builder.objectRef<BodyCompliance>('BodyCompliance').implement({
  description: 'How a body keeps its rules on a day: one row of an overview.',
  authScopes: mayRead,
  fields: (t) => ({
    body: t.field({ type: Body, description: 'The body.', resolve: ({ body }) => body }),
    meetings: t.field({ type: MeetingYearType, description: 'The meetings of the year of the day.', resolve: ({ meetings }) => meetings }),
    meetingsBefore: t.field({
      type: MeetingYearType,
      description: 'The meetings of the year before.',
      resolve: ({ meetingsBefore }) => meetingsBefore,
    }),
    dormancy: t.field({ type: BodyDormancy, description: 'Whether it sleeps.', resolve: ({ dormancy }) => dormancy }),
    chairGaps: t.field({
      type: [ChairGapType],
      description: 'Chairs that nobody has, or will have at the next meeting.',
      resolve: (row) => [...row.chairGaps],
    }),
    violated: t.field({ type: [CommitteeCheckKind], description: 'Checks that found a breach.', resolve: ({ violated }) => [...violated] }),
    warned: t.field({
      type: [CommitteeCheckKind],
      description: 'Checks that found something at its limit, or missing.',
      resolve: ({ warned }) => [...warned],
    }),
  }),
});

builder.queryFields((t) => {
  const months = t.arg.int({ description: 'For how many months nothing has happened in a body that sleeps: 12 unless said.' });
  const bodyIds = t.arg.globalIDList({ for: [Body], description: 'Only these bodies; all that are not archived when left out.' });
  return {
    dormantBodies: t.field({
      type: [DormantBodyType],
      description: 'The bodies that sleep on a day, by name. Archived ones are left out.',
      authScopes: mayRead,
      args: { ...asOfArg(t.arg), months },
      complexity: 50,
      resolve: (_root, args, { pcrm }) => pcrm.dormantBodies({ asOf: args.asOf, months: args.months ?? undefined }),
    }),
    chairGaps: t.field({
      type: [ChairGapType],
      description:
        'The chairs that nobody has on a day, or will have at the next meeting, by body and seat. Co-chairs are counted one by one.',
      authScopes: mayRead,
      args: { ...asOfArg(t.arg), bodyIds },
      complexity: 50,
      resolve: (_root, args, { pcrm }) => pcrm.chairGaps({ asOf: args.asOf, bodyIds: plainIds(args.bodyIds) }),
    }),
    bodyCompliance: t.field({
      type: [BodyComplianceType],
      description: 'How bodies keep their rules on a day, one row each, by name: meetings, sleep, chairs and checks.',
      authScopes: mayRead,
      args: { ...asOfArg(t.arg), bodyIds, months, ...limitArgs(t.arg) },
      complexity: 100,
      resolve: (_root, { asOf, months: asleep, bodyIds: ids, ...limits }, { pcrm }) =>
        pcrm.bodyCompliance({ asOf, months: asleep ?? undefined, bodyIds: plainIds(ids), ...limits }),
    }),
  };
});
