import { dashboard } from './dashboard.js';
import { countedPage, deepPage } from './engagement-pages.js';
import { stakeholdersWithEngagements, stakeholderWithEngagements } from './engagements-of-stakeholder.js';
import { logEngagement, logEngagements } from './log-engagement.js';
import type { Query } from './query.js';
import { searchCommon, searchInitials, searchRare } from './searches.js';
import { segmentCount } from './segment-count.js';
import { stakeholderPage } from './stakeholder-page.js';

/** All queries, those that write last. */
export const queries: readonly Query[] = [
  stakeholderPage,
  stakeholderWithEngagements,
  stakeholdersWithEngagements,
  dashboard,
  deepPage,
  countedPage,
  searchCommon,
  searchRare,
  searchInitials,
  segmentCount,
  logEngagement,
  logEngagements,
];
