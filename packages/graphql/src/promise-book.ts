import {
  overdueOwners,
  promiseBookDimensions,
  promiseBookLines,
  type OverdueOwner,
  type PromiseBook,
  type PromiseBookFilter,
  type PromiseBookLine,
  type PromiseCounts,
} from '@pcrm/core';
import { Actor, Department } from './access.js';
import { builder } from './builder.js';
import { maybeNamedBy, namedBy } from './by-id.js';
import { connectionOf, loaderFor, pageCost } from './connection.js';
import { plainIds } from './input.js';
import { asOfArg } from './input-fields.js';
import { dayOf, knownPartialDateOf } from './period.js';
import { Organization, Person, Stakeholder, StakeholderCategory } from './stakeholders.js';

const mayRead = { can: 'commitments:read' } as const;

const PromiseCountsType = builder.objectRef<PromiseCounts>('PromiseCounts').implement({
  description: 'What became of promises that one side made.',
  authScopes: mayRead,
  fields: (t) => ({
    made: t.exposeInt('made', { description: 'How many were made.' }),
    open: t.exposeInt('open', { description: 'Neither kept nor broken nor withdrawn on the day.' }),
    overdue: t.exposeInt('overdue', { description: 'Of the open ones, those of which all that is known of the due date has passed.' }),
    keptOnTime: t.exposeInt('keptOnTime', { description: 'Done in time, or without a due date.' }),
    keptLate: t.exposeInt('keptLate', { description: 'Done after all that is known of the due date had passed.' }),
    broken: t.exposeInt('broken', { description: 'Broken.' }),
    withdrawn: t.exposeInt('withdrawn', { description: 'Withdrawn.' }),
    keptRate: t.exposeFloat('keptRate', {
      nullable: true,
      description: 'The share kept in time of those that were kept or broken; null when there are none.',
    }),
    lateRate: t.exposeFloat('lateRate', { nullable: true, description: 'The share kept late; null when there are none.' }),
    brokenRate: t.exposeFloat('brokenRate', { nullable: true, description: 'The share broken; null when there are none.' }),
    told: t.exposeInt('told', {
      description:
        '환류: of those that were kept or broken, how many of which an engagement that the caller may read told the stakeholder.',
    }),
    toldRate: t.exposeFloat('toldRate', { nullable: true, description: 'The share of them; null when there are none.' }),
    medianDaysToClose: t.exposeFloat('medianDaysToClose', {
      nullable: true,
      description: 'Days from the making to the closing of those that were kept or broken: half of them took as long, or less.',
    }),
  }),
});

const bothWays = {
  ours: 'What we promised.',
  theirs: 'What they promised.',
};

const PromiseBookLineType = builder.objectRef<PromiseBookLine>('PromiseBookLine').implement({
  description: 'The promises of one stakeholder, category, department, owner, month or quarter; the others are null.',
  authScopes: mayRead,
  fields: (t) => ({
    stakeholder: t.field({
      type: Stakeholder,
      nullable: true,
      description: 'To whom we promised, or who promised us.',
      ...maybeNamedBy('Stakeholder', 'stakeholderId'),
    }),
    category: t.expose('category', { type: StakeholderCategory, nullable: true, description: 'A category of the stakeholders.' }),
    department: t.field({
      type: Department,
      nullable: true,
      description: 'The department that answers for them.',
      ...maybeNamedBy('Department', 'departmentId'),
    }),
    owner: t.field({
      type: Actor,
      nullable: true,
      description: 'The member of staff who sees to them.',
      ...maybeNamedBy('Actor', 'ownerId'),
    }),
    period: t.exposeString('period', { nullable: true, description: 'The month or quarter of the making in Korea: "2012-10", "2012-Q4".' }),
    ours: t.expose('ours', { type: PromiseCountsType, description: bothWays.ours }),
    theirs: t.expose('theirs', { type: PromiseCountsType, description: bothWays.theirs }),
  }),
});

const PromiseBookLineConnection = builder.connectionObject(
  { type: PromiseBookLineType, name: 'PromiseBookLineConnection' },
  { name: 'PromiseBookLineEdge' },
);

const describedDimensions = {
  STAKEHOLDER: { description: 'By stakeholder, those with most overdue first.' },
  CATEGORY: { description: 'By category of the stakeholders: one of several categories is counted in each.' },
  DEPARTMENT: { description: 'By the department that answers for them.' },
  OWNER: { description: 'By the member of staff who sees to them.' },
  MONTH: { description: 'By the month of the making in Korea.' },
  QUARTER: { description: 'By the quarter of the making in Korea.' },
} satisfies Record<(typeof promiseBookDimensions)[number], { description: string }>;

const PromiseBookDimension = builder.enumType('PromiseBookDimension', {
  description: 'What the lines of the promise book are about.',
  values: describedDimensions,
});

/** A book that a filter made; one below a stakeholder has no lines. */
const PromiseBookType = builder.objectRef<PromiseBook & { readonly filter: PromiseBookFilter }>('PromiseBook').implement({
  description: '약속 대장: promises both ways as they stood on a day, as far as the caller may see them.',
  authScopes: mayRead,
  fields: (t) => ({
    asOf: t.field({ type: 'Date', description: 'The day of which it tells.', ...dayOf('asOf') }),
    ours: t.expose('ours', { type: PromiseCountsType, description: bothWays.ours }),
    theirs: t.expose('theirs', { type: PromiseCountsType, description: bothWays.theirs }),
    lines: t.connection(
      {
        type: PromiseBookLineType,
        description: 'The same by stakeholder, category, department, owner, month or quarter.',
        args: { by: t.arg({ type: PromiseBookDimension, required: true, description: 'What the lines are about.' }) },
        complexity: pageCost,
        resolve: ({ filter }, { by, ...page }, context) => connectionOf(context, promiseBookLines(context, by, filter), page),
      },
      PromiseBookLineConnection,
    ),
  }),
});

const PromiseBookFilterInput = builder.inputType('PromiseBookFilter', {
  description: 'Which promises a book counts. Everything that is given must hold.',
  fields: (t) => ({
    asOf: t.field({ type: 'Date', description: 'As they stood on this day; today in Korea when left out.' }),
    madeFrom: t.field({ type: 'Date', description: 'Made on this day or later: the day of the engagement or meeting.' }),
    madeBefore: t.field({ type: 'Date', description: 'Made before this day.' }),
    stakeholderId: t.globalID({ for: [Person, Organization], description: 'Only to or by this stakeholder.' }),
    ownerId: t.globalID({ for: [Actor], description: 'Only of this owner.' }),
    ownerDepartmentId: t.globalID({ for: [Department], description: 'Only those that this department answers for.' }),
  }),
});

const OverdueOwnerType = builder.objectRef<OverdueOwner>('OverdueOwner').implement({
  description: 'Whose commitments are overdue.',
  authScopes: mayRead,
  fields: (t) => ({
    owner: t.field({
      type: Actor,
      description: 'The member of staff who sees to them.',
      ...namedBy('Actor', 'ownerId'),
    }),
    department: t.field({
      type: Department,
      nullable: true,
      description: 'The department that answers for them.',
      ...maybeNamedBy('Department', 'departmentId'),
    }),
    overdue: t.exposeInt('overdue', { description: 'How many are overdue.' }),
    earliestDue: t.field({
      type: 'PartialDate',
      description: 'By when the one was due that is overdue longest.',
      ...knownPartialDateOf('earliestDue'),
    }),
    ownerLeft: t.exposeBoolean('ownerLeft', { description: 'The owner was disabled: somebody else must see to them.' }),
    ownerMoved: t.exposeBoolean('ownerMoved', { description: 'The owner works for another department now.' }),
  }),
});

const OverdueOwnerConnection = builder.connectionObject(
  { type: OverdueOwnerType, name: 'OverdueOwnerConnection' },
  { name: 'OverdueOwnerEdge' },
);

builder.queryFields((t) => ({
  promiseBook: t.field({
    type: PromiseBookType,
    description: 'Promises both ways: kept, late, broken, open and told, as they stood on a day.',
    authScopes: mayRead,
    args: { filter: t.arg({ type: PromiseBookFilterInput, description: 'Which of them.' }) },
    complexity: 50,
    resolve: async (_root, args, { pcrm }) => {
      const filter = plainIds(args.filter) ?? {};
      return { ...(await pcrm.promiseBook(filter)), filter };
    },
  }),
  overdueOwners: t.connection(
    {
      type: OverdueOwnerType,
      description: 'Who has overdue commitments, by name, those with most first.',
      authScopes: mayRead,
      args: {
        departmentId: t.arg.globalID({ for: [Department], description: 'Only those that this department answers for.' }),
        ...asOfArg(t.arg),
      },
      complexity: pageCost,
      resolve: (_root, { departmentId, asOf, ...page }, context) =>
        connectionOf(context, overdueOwners(context, { departmentId: departmentId?.id, asOf }), page),
    },
    OverdueOwnerConnection,
  ),
}));

builder.prismaInterfaceFields(Stakeholder, (t) => ({
  promiseBook: t.field({
    type: PromiseBookType,
    description: 'What we promised them and they promised us, as it stood on a day.',
    args: asOfArg(t.arg),
    complexity: 20,
    resolve: async ({ id }, { asOf }, context) => {
      const book = await loaderFor<PromiseBook>(context, `Stakeholder.promiseBook ${asOf ?? ''}`, (ids) =>
        context.pcrm.promiseBookOfEach({ stakeholderIds: [...ids], asOf }),
      ).load(id);
      return { ...book, filter: { stakeholderId: id, asOf } };
    },
  }),
}));
