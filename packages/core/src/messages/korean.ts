import { access } from './korean/access.js';
import { appointments } from './korean/appointments.js';
import { bodies } from './korean/bodies.js';
import { budgets } from './korean/budgets.js';
import { calendar } from './korean/calendar.js';
import { commitments } from './korean/commitments.js';
import { constraints } from './korean/constraints.js';
import { database } from './korean/database.js';
import { duplicates } from './korean/duplicates.js';
import { elections } from './korean/elections.js';
import { engagements } from './korean/engagements.js';
import { everyInput } from './korean/every-input.js';
import { feedback } from './korean/feedback.js';
import { insights } from './korean/insights.js';
import { meetings } from './korean/meetings.js';
import { memberships } from './korean/memberships.js';
import { policyTasks } from './korean/policy-tasks.js';
import { programmes } from './korean/programmes.js';
import { proposals } from './korean/proposals.js';
import { records } from './korean/records.js';
import { schemas, schemaWords } from './korean/schemas.js';
import { stakeholders } from './korean/stakeholders.js';
import { stances } from './korean/stances.js';
import { translation, type Words } from './translation.js';

/** The Korean of every sentence that the library refuses with, by feature. */
export const koreanSentences = [
  access,
  appointments,
  bodies,
  budgets,
  calendar,
  commitments,
  constraints,
  database,
  duplicates,
  elections,
  engagements,
  everyInput,
  feedback,
  insights,
  meetings,
  memberships,
  policyTasks,
  programmes,
  proposals,
  schemas,
  stakeholders,
  stances,
];

/** The Korean of the words that stand in them. Other packages name records too. */
export const koreanWords: Words = { record: records, ...schemaWords };

/** The library's refusals in Korean. */
export const korean = translation({ sentences: koreanSentences, words: koreanWords });
