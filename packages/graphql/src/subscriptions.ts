import { commitmentList, engagementList, policyTaskList } from '@pcrm/core';
import { builder } from './builder.js';
import { Commitment, CommitmentFilter } from './commitments.js';
import { Engagement, EngagementFilter } from './engagements.js';
import { followRecords } from './follow.js';
import { plainIds } from './input.js';
import { PolicyTask, PolicyTaskFilter } from './policy-tasks.js';

builder.subscriptionFields((t) => ({
  engagementLogged: t.field({
    type: Engagement,
    description: 'Each engagement that is logged, where the caller may read it.',
    authScopes: { can: 'engagements:read' },
    args: { filter: t.arg({ type: EngagementFilter, description: 'Which of them.' }) },
    subscribe: (_root, { filter }, context) =>
      followRecords(context, {
        isMeant: ({ name }) => name === 'engagementLogged',
        listFor: ({ actor }) => engagementList(actor, plainIds(filter) ?? {}),
      }),
    resolve: ({ row }) => row,
  }),
  commitmentDue: t.field({
    type: Commitment,
    description: 'Each open commitment on the last day of its due date, where the caller may see it. One that is put off falls due again.',
    authScopes: { can: 'commitments:read' },
    args: { filter: t.arg({ type: CommitmentFilter, description: 'Which of them.' }) },
    subscribe: (_root, { filter }, context) =>
      followRecords(context, {
        isMeant: ({ name }) => name === 'commitmentFellDue',
        listFor: (asker) => commitmentList(asker, plainIds(filter) ?? {}),
      }),
    resolve: ({ row }) => row,
  }),
  policyTaskChanged: t.field({
    type: PolicyTask,
    description: 'Each policy task that is added, revised, moved to another status, replaced, merged or split.',
    authScopes: { can: 'policy-tasks:read' },
    args: { filter: t.arg({ type: PolicyTaskFilter, description: 'Which of them, as they are after the change.' }) },
    subscribe: (_root, { filter }, context) =>
      followRecords(context, {
        isMeant: ({ subjectType }) => subjectType === 'PolicyTask',
        listFor: (asker) => policyTaskList(asker, plainIds(filter) ?? {}),
      }),
    resolve: ({ row }) => row,
  }),
}));
