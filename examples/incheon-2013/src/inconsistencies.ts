import { bodiesOn } from './body-queries.js';
import * as ofBodies from './body-rules.js';
import type { Inconsistency, Rule } from './inconsistency.js';
import * as ofRecords from './record-rules.js';
import type { View } from './view.js';

const rules: readonly Rule[] = [
  ofBodies.chairsAreNotTheExOfficioSeats,
  ofBodies.exOfficioPostsUnnamed,
  ofRecords.labelsThatCountAnotherNumber,
  ofBodies.dormantBodies,
  ofBodies.chairsEndBeforeTheNextMeeting,
  ofBodies.moreReportsThanPlenaries,
  ofRecords.proposedAndLeftUndecided,
  ofRecords.supersededByAnUnknownTask,
  ofRecords.moreDeclaredThanNamed,
  ofRecords.moreHoldersThanThePostHas,
  ofBodies.coChairsOfABodyWithOneChair,
  ofRecords.namesKeptAsPrinted,
  ofBodies.bodiesUnderSeveralNames,
];

/** Where the records do not agree with one another, each found by a rule over whatever is in the database. */
export async function findInconsistencies(view: View): Promise<Inconsistency[]> {
  const bodies = await bodiesOn(view);
  return (await Promise.all(rules.map((rule) => rule(view, bodies)))).flat();
}
