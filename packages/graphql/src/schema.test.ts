import { readFile } from 'node:fs/promises';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
  type GraphQLField,
} from 'graphql';
import { expect, test } from 'vitest';
import { schema } from './schema.js';

const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
const outputTypes = types.filter((type) => isObjectType(type) || isInterfaceType(type));
const outputFields = outputTypes.flatMap((type) =>
  Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, field })),
);

test('the committed SDL is the one of the code; `npx vitest run packages/graphql -u` writes it anew', async () => {
  await expect(`${printSchema(lexicographicSortSchema(schema))}\n`).toMatchFileSnapshot('../schema.graphql');
});

test('every type, field, argument, input field and enum value has a description', () => {
  const undescribed = types.flatMap((type) => {
    const own = type.description ? [] : [type.name];
    if (isEnumType(type))
      return [
        ...own,
        ...type
          .getValues()
          .filter(({ description }) => !description)
          .map(({ name }) => `${type.name}.${name}`),
      ];
    if (isInputObjectType(type)) {
      return [
        ...own,
        ...Object.values(type.getFields())
          .filter(({ description }) => !description)
          .map(({ name }) => `${type.name}.${name}`),
      ];
    }
    return own;
  });
  const fields = outputFields.filter(({ field }) => !field.description).map(({ name }) => name);
  const args = outputFields.flatMap(({ name, field }) =>
    field.args.filter(({ description }) => !description).map((argument) => `${name}(${argument.name})`),
  );
  expect([...undescribed, ...fields, ...args]).toEqual([]);
});

test('every connection costs as many times its nodes as it may have', () => {
  const free = outputFields
    .filter(({ field }) => isConnection(field) && typeof optionsOf(field)['complexity'] !== 'function')
    .map(({ name }) => name);
  expect(free).toEqual([]);
  expect(outputFields.filter(({ field }) => isConnection(field)).map(({ name }) => name)).toContain('Query.stakeholders');
});

test('every root field says what it takes, but those that answer any actor who is signed in', () => {
  const roots = outputFields.filter(({ name }) => /^(?:Query|Subscription)\./u.test(name));
  const open = roots.filter(({ field }) => optionsOf(field)['authScopes'] === undefined).map(({ name }) => name);
  // `allowance`, `viewer` and `whyNot` tell callers of themselves, `apiKeys` of their own keys; `node` and `nodes` answer with types that say themselves what they take.
  expect(open.toSorted()).toEqual(['Query.allowance', 'Query.apiKeys', 'Query.node', 'Query.nodes', 'Query.viewer', 'Query.whyNot']);
});

test('every object type that holds records says what it takes', () => {
  const records = outputTypes.filter((type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Record'));
  const open = records.filter((type) => (type.extensions['pothosOptions'] as Record<string, unknown>)['authScopes'] === undefined);
  expect(open.map(({ name }) => name)).toEqual([]);
});

test('a list that can grow is a connection: other lists hold the parts of one record', () => {
  const lists = outputFields.filter(({ field }) => isListType(isNonNullType(field.type) ? field.type.ofType : field.type));
  const ofRecords = lists.filter(({ field }) => isObjectType(getNamedType(field.type)) || isInterfaceType(getNamedType(field.type)));
  expect(ofRecords.map(({ name }) => name).toSorted()).toMatchInlineSnapshot(`
    [
      "ActorConnection.edges",
      "AnsweredOpinions.feedback",
      "ApiKeyConnection.edges",
      "Appointment.collisions",
      "Appointment.staff",
      "Appointment.stakeholders",
      "AppointmentConnection.edges",
      "AuditRecordConnection.edges",
      "Body.chairHistory",
      "Body.chairs",
      "Body.checks",
      "Body.divisions",
      "Body.duesReconciliation",
      "Body.meetingCompliance",
      "Body.nextChairs",
      "Body.rotations",
      "Body.seatQuotas",
      "Body.seats",
      "BodyCompliance.chairGaps",
      "BodyConnection.edges",
      "BodyDormancy.waiting",
      "Brief.collisions",
      "Brief.contactPoints",
      "Brief.lastEngagements",
      "Brief.members",
      "Brief.memberships",
      "Brief.nextAppointments",
      "Brief.nextMeetings",
      "Brief.nextSessions",
      "Brief.otherNames",
      "Brief.ourPromises",
      "Brief.proposalsByThem",
      "Brief.proposalsToThem",
      "Brief.relationshipManagers",
      "Brief.stances",
      "Brief.theirPromises",
      "Brief.warmPaths",
      "Budget.lines",
      "BudgetConnection.edges",
      "CheckFinding.memberships",
      "Collision.staff",
      "Collision.stakeholders",
      "Collision.through",
      "CommitmentConnection.edges",
      "CommitteeCheck.findings",
      "DeclaredFigureConnection.edges",
      "DeclaredHolidays.holidays",
      "DepartmentConnection.edges",
      "Dormancy.waiting",
      "DormantBody.waiting",
      "DuesAccount.payments",
      "DuesLedger.accounts",
      "DuesLedger.borneBy",
      "DuesPaymentConnection.edges",
      "DuesReconciliation.lines",
      "DuplicateDismissalConnection.edges",
      "DuplicatePair.evidence",
      "DuplicatePairConnection.edges",
      "Engagement.answeredOpinions",
      "Engagement.answers",
      "Engagement.collisions",
      "Engagement.policyTasks",
      "Engagement.revisions",
      "Engagement.staff",
      "Engagement.stakeholders",
      "EngagementConnection.edges",
      "EngagementRevision.policyTasks",
      "EngagementRevision.staff",
      "EngagementRevision.stakeholders",
      "FeedbackRate.byChannel",
      "FeedbackRate.byDepartment",
      "FeedbackRate.byMonth",
      "HolidayConnection.edges",
      "InvalidInputError.problems",
      "JointTask.partners",
      "JointTaskConnection.edges",
      "Lineage.edges",
      "Lineage.nodes",
      "LinkedAccountConnection.edges",
      "LoggedBatch.entries",
      "Meeting.agenda",
      "Meeting.attendances",
      "MeetingConnection.edges",
      "MembershipChange.exOfficioEnded",
      "MembershipConnection.edges",
      "MergePreview.effects",
      "MergePreview.fields",
      "MergePreview.obstacles",
      "NotContactedConnection.edges",
      "Organization.assessments",
      "Organization.contactPoints",
      "Organization.duesReconciliation",
      "Organization.otherNames",
      "Organization.relations",
      "Organization.relationshipManagers",
      "Organization.units",
      "Organization.vacancies",
      "OverdueOwnerConnection.edges",
      "ParticipationConnection.edges",
      "PendingProposalConnection.edges",
      "PerformedTurn.begun",
      "PerformedTurn.ended",
      "PerformedTurn.seatsBegun",
      "PerformedTurn.seatsEnded",
      "Person.assessments",
      "Person.contactPoints",
      "Person.otherNames",
      "Person.relations",
      "Person.relationshipManagers",
      "PolicyTask.currentSuccessors",
      "PolicyTask.partners",
      "PolicyTask.progress",
      "PolicyTaskConnection.edges",
      "PolicyTaskFlow.tasks",
      "PolicyTaskLineageGraph.edges",
      "PolicyTaskLineageGraph.nodes",
      "PolicyTaskMoves.balances",
      "PolicyTaskMoves.flows",
      "PolicyTaskStatusChangeConnection.edges",
      "PolicyTaskTable.columns",
      "PolicyTaskTable.rows",
      "PossibleDuplicate.evidence",
      "Post.holders",
      "PostConnection.edges",
      "Programme.policyTasks",
      "ProgrammeCancellation.sessions",
      "ProgrammeConnection.edges",
      "ProgrammeParticipationConnection.edges",
      "PromiseBookLineConnection.edges",
      "Proposal.addressees",
      "Proposal.policyTasks",
      "Proposal.proposers",
      "ProposalChain.raisings",
      "ProposalConnection.edges",
      "ProposalOutcomeConnection.edges",
      "ProposalReplyConnection.edges",
      "ProposalStatusChangeConnection.edges",
      "Query.bodyCompliance",
      "Query.chairGaps",
      "Query.collisions",
      "Query.coverage",
      "Query.dormantBodies",
      "Query.engagementInsight",
      "Query.handOverCalendar",
      "Query.influenceInterestMap",
      "Query.meetingsHeld",
      "Query.meetingsPlanned",
      "Query.nodes",
      "Query.participationByGroup",
      "Query.pendingTotals",
      "Query.policyTaskTotals",
      "Query.possibleDuplicates",
      "Query.proposalTotals",
      "Query.reviewRoundsDue",
      "Query.warmPaths",
      "ReadRecordConnection.edges",
      "RegistrationCancellation.promoted",
      "Relation.evidence",
      "RelationEvidence.engagements",
      "RelationEvidence.memberships",
      "RelationGraph.relations",
      "ReviewConnection.edges",
      "ReviewRound.notReported",
      "ReviewRound.reviewers",
      "ReviewRound.reviews",
      "ReviewRoundConnection.edges",
      "ReviewRoundReport.byDivision",
      "ReviewRoundReport.delayed",
      "Rotation.turns",
      "RoundFindings.grades",
      "SearchConnection.counts",
      "SearchConnection.edges",
      "SearchHit.highlights",
      "SessionConnection.edges",
      "SessionRevision.promoted",
      "SourceConnection.edges",
      "Stakeholder.assessments",
      "Stakeholder.contactPoints",
      "Stakeholder.otherNames",
      "Stakeholder.relations",
      "Stakeholder.relationshipManagers",
      "StakeholderConnection.edges",
      "StakeholderMergeConnection.edges",
      "StanceConnection.edges",
      "StanceGroup.positions",
      "StanceGroupConnection.edges",
      "StanceMap.positions",
      "StanceMoveConnection.edges",
      "StanceStandingConnection.edges",
      "TaskReview.entries",
      "TurnPlan.begins",
      "TurnPlan.ends",
      "TurnPlan.posts",
      "TurnPlan.problems",
      "TurnPlan.seatsEnd",
      "TurnPlan.seatsFollow",
      "TurnPlan.warnings",
      "UnansweredOpinionConnection.edges",
      "UnmaskedPerson.contactPoints",
      "WarmPath.steps",
      "WorkingDays.holidays",
    ]
  `);
});

test('every list of what holds for a period can be asked for as of a day', () => {
  const dated = outputFields.filter(({ field }) => {
    const type = getNamedType(field.type);
    const row = schema.getType(type.name.replace(/Connection$/u, ''));
    const isList = isConnection(field) || isListType(isNonNullType(field.type) ? field.type.ofType : field.type);
    return isList && isObjectType(row) && row.getInterfaces().some(({ name }) => name === 'HasPeriod');
  });
  const takesDay = ({ args }: GraphQLField<unknown, unknown>) => {
    const filter = args.find(({ name }) => name === 'filter');
    const filterFields = isInputObjectType(filter?.type) ? Object.keys(filter.type.getFields()) : [];
    return [...args.map(({ name }) => name), ...filterFields].includes('asOf');
  };
  const without = dated.filter(({ field }) => !takesDay(field)).map(({ name }) => name);
  expect(without.toSorted()).toEqual([
    // These are the history itself.
    'Body.chairHistory',
    'Body.rotations',
    // These tell of the day, the year, the change or the step that their parent is of.
    'BodyDormancy.waiting',
    'Brief.contactPoints',
    'Brief.members',
    'Brief.memberships',
    'Brief.otherNames',
    'Brief.relationshipManagers',
    'CheckFinding.memberships',
    'Dormancy.waiting',
    'DormantBody.waiting',
    'DuesLedger.borneBy',
    'MembershipChange.exOfficioEnded',
    'PerformedTurn.begun',
    'PerformedTurn.ended',
    'PerformedTurn.seatsBegun',
    'PerformedTurn.seatsEnded',
    'RelationEvidence.memberships',
    'TurnPlan.seatsFollow',
  ]);
});

function isConnection(field: GraphQLField<unknown, unknown>): boolean {
  return getNamedType(field.type).name.endsWith('Connection');
}

function optionsOf(field: GraphQLField<unknown, unknown>): Record<string, unknown> {
  return (field.extensions['pothosOptions'] ?? {}) as Record<string, unknown>;
}

test('every query and mutation that the feature table of the README names is there', async () => {
  const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
  const [, section = ''] = /^## What it does$(.*?)^## /msu.exec(readme) ?? [];
  const rows = section.split('\n').filter((line) => /^\| (?!-|for )/u.test(line));
  const known = new Set(outputFields.map(({ name }) => name));
  const unknown = rows.flatMap((row) => {
    const names = [...row.matchAll(/`([\w.]+)`/gu)].map(([, name = '']) => name);
    if (names.length === 0) return [row];
    return names.filter((name) => ![name, `Query.${name}`, `Mutation.${name}`, `Subscription.${name}`].some((path) => known.has(path)));
  });
  expect(rows.length).toBeGreaterThan(5);
  expect(unknown).toEqual([]);
});
