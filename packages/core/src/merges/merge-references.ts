import type { Actor } from '../access/actor.js';
import { visibleAppointments, visibleEngagements } from '../access/engagement-visibility.js';
import { visibleCommitments } from '../commitments/commitment-visibility.js';
import type { ReadDatabase } from '../database/open-database.js';
import { visibleStancesSql } from '../stances/stance-visibility.js';

/** A column that refers to a stakeholder, and what a merge does with its rows. */
export interface MergeReference {
  readonly table: string;
  readonly column: string;
  /**
   * What becomes of a row of the merged one, where the survivor has one that a unique key lets not stand beside it:
   * - `drop`: it says the same and is taken out.
   * - `drop-if-same`: it is taken out if it says the same in every column, and else the merge is refused.
   * - `refuse`: the merge is refused.
   * Where there is no such key, or it is handled in merge-collisions.ts, nothing is said.
   */
  readonly twins?: 'drop' | 'drop-if-same' | 'refuse';
  /** Why such a merge is refused, and what to do. */
  readonly sentence?: string;
  /** How many rows there are as far as the actor may see them, where not everybody may see all. */
  readonly visibleRows?: (db: ReadDatabase, actor: Actor, rows: RowsOfStakeholder) => Promise<number>;
}

/** Rows of a stakeholder in one column: all, or those that are named. */
interface RowsOfStakeholder {
  readonly stakeholderId: string;
  readonly rowIds?: readonly string[];
}

/**
 * Every column that refers to a stakeholder, in the order in which they are moved: posts before those who hold them. A test compares this
 * list with the foreign keys of the database, so that no table is forgotten.
 */
export const mergeReferences: readonly MergeReference[] = [
  { table: 'Stakeholder', column: 'parentId' },
  { table: 'OtherName', column: 'stakeholderId' },
  { table: 'ContactPoint', column: 'stakeholderId' },
  { table: 'Assessment', column: 'stakeholderId' },
  { table: 'RelationshipManager', column: 'stakeholderId' },
  {
    table: 'Post',
    column: 'organizationId',
    twins: 'refuse',
    sentence: 'Both organizations have a post of this title. Give one of the two another title first.',
  },
  { table: 'Membership', column: 'organizationId' },
  { table: 'Membership', column: 'memberId' },
  { table: 'Membership', column: 'onBehalfOfId' },
  { table: 'DuesPayment', column: 'payerId' },
  {
    table: 'Budget',
    column: 'organizationId',
    twins: 'refuse',
    sentence: 'Both organizations have a budget of this year, and one organization has one. Keep the two apart.',
  },
  {
    table: 'DeclaredFigure',
    column: 'organizationId',
    twins: 'drop-if-same',
    sentence: 'One source declares two values of this figure for the two organizations. Tell them apart by a qualifier first.',
  },
  { table: 'Meeting', column: 'hostId' },
  { table: 'AgendaItem', column: 'proposerId' },
  { table: 'Attendance', column: 'stakeholderId' },
  { table: 'Attendance', column: 'proxyId' },
  {
    table: 'EngagementStakeholder',
    column: 'stakeholderId',
    twins: 'drop',
    visibleRows: (db, actor, { stakeholderId, rowIds }) =>
      db.engagementStakeholder.count({
        where: { stakeholderId, engagement: visibleEngagements(actor), ...(rowIds ? { engagementId: { in: [...rowIds] } } : {}) },
      }),
  },
  {
    table: 'Commitment',
    column: 'stakeholderId',
    visibleRows: (db, actor, { stakeholderId }) => db.commitment.count({ where: { stakeholderId, AND: visibleCommitments(actor) } }),
  },
  {
    table: 'Stance',
    column: 'stakeholderId',
    visibleRows: async (db, actor, { stakeholderId }) => {
      const [row] = await db.$queryRaw<{ total: number }[]>`
        SELECT count(*)::int AS total FROM "Stance" t WHERE t."stakeholderId" = ${stakeholderId}::uuid AND ${visibleStancesSql(actor)}`;
      return row?.total ?? 0;
    },
  },
  {
    table: 'ProposalProposer',
    column: 'stakeholderId',
    twins: 'drop-if-same',
    sentence: 'Both make one proposal together, and one of them leads. Take one of the two from its proposers first.',
  },
  {
    // The replies of an addressee move with it.
    table: 'ProposalAddressee',
    column: 'stakeholderId',
    twins: 'refuse',
    sentence: 'One proposal is addressed to both. Take one of the two from its addressees first.',
  },
  { table: 'ProposalOutcome', column: 'decidedById' },
  {
    table: 'AppointmentStakeholder',
    column: 'stakeholderId',
    twins: 'drop',
    visibleRows: (db, actor, { stakeholderId, rowIds }) =>
      db.appointmentStakeholder.count({
        where: { stakeholderId, appointment: visibleAppointments(actor), ...(rowIds ? { appointmentId: { in: [...rowIds] } } : {}) },
      }),
  },
  {
    table: 'JointTaskPartner',
    column: 'partnerId',
    twins: 'drop-if-same',
    sentence: 'Both take part in one joint task, each in another way. Take one of the two from its partners first.',
  },
  { table: 'Participation', column: 'stakeholderId' },
  {
    table: 'RotationTurn',
    column: 'memberId',
    twins: 'refuse',
    sentence: 'Both have a turn in one rotation. Set the rotation anew without one of the two first.',
  },
  { table: 'DuplicateDismissal', column: 'firstId' },
  { table: 'DuplicateDismissal', column: 'secondId' },
  { table: 'StakeholderMerge', column: 'survivorId' },
];

/** Tables that refer to stakeholders and are not moved: why. */
export const notMoved: Readonly<Record<string, string>> = {
  'Body.id': 'Only the survivor may be a body: a merge that would move one is refused.',
  'DuplicatePair.firstId': 'Pairs are derived, and written anew by every search.',
  'DuplicatePair.secondId': 'Pairs are derived, and written anew by every search.',
};
