import { holidayList, type DeclaredHolidays, type WorkingDays } from '@pcrm/core';
import { builder } from './builder.js';
import { connectionOf, pageCost } from './connection.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg } from './input-fields.js';
import { dayOf } from './period.js';
import { Record } from './record.js';
import { SourceType } from './sources.js';

const mayRead = { can: 'calendar:read' } as const;

const Holiday = builder.prismaNode('Holiday', {
  id: { field: 'id' },
  nullable: true,
  interfaces: [Record],
  authScopes: mayRead,
  fields: (t) => ({
    date: t.field({ type: 'Date', description: 'The day.', ...dayOf('date') }),
    name: t.exposeString('name'),
  }),
});

const HolidayConnection = builder.connectionObject({ type: Holiday, name: 'HolidayConnection' }, { name: 'HolidayEdge' });

const WorkingDaysType = builder.objectRef<WorkingDays>('WorkingDays').implement({
  description: 'The working days between two days: neither Saturdays, Sundays nor holidays.',
  authScopes: mayRead,
  fields: (t) => ({
    count: t.exposeInt('count', { description: 'How many come after the first day, up to the second and that one included.' }),
    holidays: t.field({
      type: [Holiday],
      description: 'The holidays among the days, those on a weekend too.',
      resolve: ({ holidays }) => [...holidays],
    }),
    yearsWithoutHolidays: t.intList({
      description: 'Years among them of which no holiday is known yet: their working days are counted too high.',
      resolve: ({ yearsWithoutHolidays }) => [...yearsWithoutHolidays],
    }),
  }),
});

builder.queryFields((t) => ({
  holidays: t.connection(
    {
      type: Holiday,
      description: '공휴일: days on which the city’s offices are closed, by date.',
      authScopes: mayRead,
      args: { year: t.arg.int({ description: 'Only those of this year.' }) },
      complexity: pageCost,
      resolve: (_root, { year, ...page }, context) => connectionOf(context, holidayList(context.actor, { year }), page),
    },
    HolidayConnection,
  ),
  workingDays: t.field({
    type: WorkingDaysType,
    description: 'How many working days come after one day, up to another.',
    authScopes: mayRead,
    args: {
      after: t.arg({ type: 'Date', required: true, description: 'The day before the first one that counts.' }),
      until: t.arg({ type: 'Date', required: true, description: 'The last day that counts.' }),
    },
    complexity: 10,
    resolve: (_root, args, { pcrm }) => pcrm.workingDays(args),
  }),
}));

const HolidayInput = builder.inputType('HolidayInput', {
  description: 'A day on which the city’s offices are closed.',
  fields: (t) => ({
    date: t.field({ type: 'Date', required: true, description: 'The day.' }),
    name: t.string({ required: true, description: 'What the day is, such as 임시공휴일.' }),
  }),
});

const DeclareHolidaysType = builder.objectRef<DeclaredHolidays>('DeclaredHolidays').implement({
  description: 'The holidays that were declared.',
  authScopes: mayRead,
  fields: (t) => ({
    holidays: t.field({ type: [Holiday], description: 'The days, by date.', resolve: ({ holidays }) => [...holidays] }),
  }),
});

builder.mutationField('declareHolidays', (t) =>
  t.field({
    type: DeclareHolidaysType,
    description: 'Declares holidays: those of a new year, or one that the government declared (임시공휴일).',
    errors: asResult,
    args: {
      days: t.arg({ type: [HolidayInput], required: true, description: 'The days.' }),
      sourceId: t.arg.globalID({ for: [SourceType], description: 'Where they are published.' }),
      ...idempotencyArg(t.arg),
    },
    resolve: (_root, { idempotencyKey, ...input }, { pcrm }) => pcrm.declareHolidays(plainIds(input), { idempotencyKey }),
  }),
);

builder.mutationField('withdrawHoliday', (t) =>
  t.field({
    type: Holiday,
    description: 'Takes back a holiday that was declared by mistake, and answers what it was.',
    errors: asResult,
    args: { id: t.arg.globalID({ required: true, for: [Holiday], description: 'The holiday.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { id, idempotencyKey }, { pcrm }) => pcrm.withdrawHoliday({ id: id.id }, { idempotencyKey }),
  }),
);
