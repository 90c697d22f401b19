import {
  programmeParticipationList,
  type ParticipationGroup as GroupRow,
  type ProgrammeParticipation as ParticipationRow,
} from '@pcrm/core';
import { Department } from './access.js';
import { builder } from './builder.js';
import { namedBy } from './by-id.js';
import { connectionOf, pageCost } from './connection.js';
import { plainIds } from './input.js';
import { maybeDayOf } from './period.js';
import { Programme, ProgrammeKind } from './programmes.js';
import { SessionPeriod } from './sessions.js';

const mayRead = { can: 'programmes:read' } as const;

const ProgrammeParticipation = builder.objectRef<ParticipationRow>('ProgrammeParticipation').implement({
  description: 'Who took part in the sessions that a programme held in a month, quarter or year of Korea.',
  authScopes: mayRead,
  fields: (t) => ({
    programme: t.field({
      type: Programme,
      description: 'The programme.',
      ...namedBy('Programme', 'programmeId'),
    }),
    periodStart: t.field({
      type: 'Date',
      nullable: true,
      description: 'First day of the period; null for sessions of which the date held is less exactly known than that.',
      ...maybeDayOf('periodStart'),
    }),
    sessions: t.exposeInt('sessions', { description: 'How many sessions were held.' }),
    places: t.exposeInt('places', { description: 'How many places there were in those that have a limit.' }),
    sessionsWithoutLimit: t.exposeInt('sessionsWithoutLimit', { description: 'How many have none.' }),
    headCount: t.exposeInt('headCount', {
      nullable: true,
      description: 'How many were there, where somebody counted or printed it; null where nobody did.',
    }),
    registered: t.exposeInt('registered', {
      nullable: true,
      description: 'How many had a place. This and what follows is null where suppressed.',
    }),
    waiting: t.exposeInt('waiting', { nullable: true, description: 'How many waited and got none.' }),
    attended: t.exposeInt('attended', { nullable: true, description: 'How many came, by name. Who came to two sessions came twice.' }),
    walkIns: t.exposeInt('walkIns', { nullable: true, description: 'Of these, how many had not registered.' }),
    absent: t.exposeInt('absent', { nullable: true, description: 'How many had a place and did not come.' }),
    noShowRate: t.exposeFloat('noShowRate', {
      nullable: true,
      description: 'Of those with a place of whom it is recorded, the part that did not come, from 0 to 1; null where there are none.',
    }),
    participants: t.exposeInt('participants', { nullable: true, description: 'How many different stakeholders came.' }),
    newParticipants: t.exposeInt('newParticipants', {
      nullable: true,
      description: 'Of these, how many came to the programme for the first time ever.',
    }),
    returningParticipants: t.exposeInt('returningParticipants', { nullable: true, description: 'Of these, how many had come before.' }),
    opinions: t.exposeInt('opinions', {
      nullable: true,
      description: 'How many opinions were heard, as far as the caller may read them; null when the caller may read none.',
    }),
    suppressed: t.exposeBoolean('suppressed', {
      description:
        'Whether what is counted by name is withheld: fewer than five natural persons registered or came, or such figures could be computed from these and the total of the programme.',
    }),
  }),
});

const ProgrammeParticipationConnection = builder.connectionObject(
  { type: ProgrammeParticipation, name: 'ProgrammeParticipationConnection' },
  { name: 'ProgrammeParticipationEdge' },
);

const ParticipationPeriod = builder.enumType('ParticipationPeriod', {
  description: 'By what participation is counted.',
  values: {
    MONTH: { description: 'By calendar month.' },
    QUARTER: { description: 'By quarter.' },
    YEAR: { description: 'By calendar year.' },
  } as const,
});

const HeldSessionFilter = builder.inputType('HeldSessionFilter', {
  description: 'Which of the sessions held are counted. Everything that is given must hold.',
  fields: (t) => ({
    programmeIds: t.globalIDList({ for: [Programme], description: 'Only of these programmes.' }),
    kinds: t.field({ type: [ProgrammeKind], description: 'Only of programmes of one of these kinds.' }),
    leadDepartmentId: t.globalID({ for: [Department], description: 'Only of programmes that this department answers for.' }),
    within: t.field({ type: SessionPeriod, description: 'Only those held within this period.' }),
  }),
});

const ParticipationGroup = builder.objectRef<GroupRow>('ParticipationGroup').implement({
  description: 'How many different stakeholders of a category or region came.',
  authScopes: mayRead,
  fields: (t) => ({
    group: t.exposeString('group', { nullable: true, description: 'The category or the region; null for those without one.' }),
    persons: t.exposeInt('persons', {
      nullable: true,
      description: 'How many persons; null where they are fewer than five, or where others could be computed from the number.',
    }),
    organizations: t.exposeInt('organizations', { description: 'How many organizations.' }),
  }),
});

const ParticipationGrouping = builder.enumType('ParticipationGrouping', {
  description: 'What those who came are grouped by.',
  values: {
    CATEGORY: { description: 'By category; who carries several is counted in each.' },
    REGION: { description: 'By region, in the words of the source.' },
  } as const,
});

builder.queryFields((t) => ({
  programmeParticipation: t.connection(
    {
      type: ProgrammeParticipation,
      description: 'Participation in each programme by month, quarter or year: the newest first, what has no exact date last.',
      authScopes: mayRead,
      args: {
        by: t.arg({ type: ParticipationPeriod, required: true, description: 'By what it is counted.' }),
        filter: t.arg({ type: HeldSessionFilter, description: 'Which sessions are counted.' }),
      },
      complexity: (args) => ({ ...pageCost(args), field: 50 }),
      resolve: (_root, { by, filter, ...page }, context) =>
        connectionOf(context, programmeParticipationList(context.actor, { by, ...plainIds(filter) }), page),
    },
    ProgrammeParticipationConnection,
  ),
  participationByGroup: t.field({
    type: [ParticipationGroup],
    description: 'Who came to sessions, by category or region. Groups of fewer than five persons are not told.',
    authScopes: mayRead,
    args: {
      by: t.arg({ type: ParticipationGrouping, required: true, description: 'What they are grouped by.' }),
      filter: t.arg({ type: HeldSessionFilter, description: 'Which sessions are counted.' }),
    },
    complexity: 50,
    resolve: (_root, { by, filter }, { pcrm }) => pcrm.participationByGroup({ by, ...plainIds(filter) }),
  }),
}));
