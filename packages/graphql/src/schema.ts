import { builder } from './builder.js';
import { withFreshLoaders } from './fresh-loaders.js';
import './error-types.js';
import './scalars.js';
import './access.js';
import './stakeholders.js';
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
import './briefs.js';
import './audit.js';
import './read-records.js';

builder.queryType({ description: 'What can be asked.' });
builder.mutationType({
  description: 'What can be done. Each answers with a result or with an expected error, and then nothing was written.',
});

/** The executable schema. */
export const schema = withFreshLoaders(builder.toSchema());
