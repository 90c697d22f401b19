import { builder } from './builder.js';
import { withFreshLoaders } from './fresh-loaders.js';
import { withSealedCursors } from './sealed-cursors.js';
import './error-types.js';
import './scalars.js';
import './access.js';
import './api-keys.js';
import './linked-accounts.js';
import './why-not.js';
import './allowance.js';
import './stakeholders.js';
import './duplicates.js';
import './merges.js';
import './unmask.js';
import './declared-figures.js';
import './bodies.js';
import './posts.js';
import './memberships.js';
import './membership-mutations.js';
import './dues.js';
import './budgets.js';
import './dues-reconciliation.js';
import './rotations.js';
import './policy-tasks.js';
import './policy-task-mutations.js';
import './reviews.js';
import './review-rounds.js';
import './portfolio.js';
import './meetings.js';
import './meeting-mutations.js';
import './body-compliance.js';
import './hand-overs.js';
import './committee-checks.js';
import './elections.js';
import './engagements.js';
import './engagement-revisions.js';
import './engagement-mutations.js';
import './appointments.js';
import './appointment-mutations.js';
import './collisions.js';
import './commitments.js';
import './commitment-mutations.js';
import './relations.js';
import './promise-book.js';
import './feedback.js';
import './calendar.js';
import './stances.js';
import './stance-mutations.js';
import './stance-map.js';
import './insights.js';
import './programmes.js';
import './programme-mutations.js';
import './sessions.js';
import './session-mutations.js';
import './participations.js';
import './participation-mutations.js';
import './opinions.js';
import './programme-participation.js';
import './proposals.js';
import './proposal-answers.js';
import './proposal-mutations.js';
import './joint-tasks.js';
import './joint-task-mutations.js';
import './search.js';
import './briefs.js';
import './audit.js';
import './read-records.js';
import './subscriptions.js';

builder.queryType({ description: 'What can be asked.' });
builder.mutationType({
  description: 'What can be done. Each answers with a result or with an expected error, and then nothing was written.',
});
builder.subscriptionType({
  description: 'What can be followed as it happens, as an event stream. What the caller may not see does not come.',
});

/** The executable schema. */
export const schema = withSealedCursors(withFreshLoaders(builder.toSchema()));
