import { randomUUID } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { differenceToSchema, migrate } from './migrate.js';
import { newMigration, readPrismaSchema } from './new-migration.js';
import { openDatabase, serverTarget } from './open-database.js';
import { pgliteTarget } from './open-embedded.js';
import { pgliteAdapterFactory, pgliteExtensions } from './pglite-adapter.js';
import { onServer, openTestDatabase, type TestDatabase } from './testing.js';

let database: TestDatabase;

// The schema engine takes seconds, and more on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

describe('the migrations', () => {
  test('give an empty database exactly the Prisma schema', async () => {
    const pglite = await PGlite.create({ extensions: pgliteExtensions });
    expect(await differenceToSchema(pgliteAdapterFactory(pglite), await readPrismaSchema())).toBe('');
    await pglite.close();
  });

  test('and what is written by hand: checks and exclusions', async () => {
    const constraints = await namesOf(`SELECT conname AS name FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'x')`);
    expect(constraints).toEqual(CONSTRAINTS);
  });

  test('and what is written by hand: triggers', async () => {
    const triggers = await namesOf(`SELECT tgname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE c.relnamespace = 'public'::regnamespace AND NOT tgisinternal AND tgenabled = 'O'`);
    expect(triggers).toEqual(TRIGGERS);
  });

  test('and what is written by hand: functions', async () => {
    const functions = await namesOf(`SELECT proname AS name FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')`);
    expect(functions).toEqual(FUNCTIONS);
  });

  test('a new one is not written under a name that is none', async () => {
    for (const name of ['', 'Add Name', '../escape', '1_digit'])
      await expect(newMigration(name, new Date())).rejects.toThrow('small letters');
  });
});

describe('migrating', () => {
  test.skipIf(onServer)('applies each migration once (embedded; the server has its own test)', async () => {
    const pglite = await PGlite.create({ extensions: pgliteExtensions });
    expect(await migrate(pgliteTarget(pglite))).toEqual(MIGRATIONS);
    expect(await migrate(pgliteTarget(pglite))).toEqual([]);
    await pglite.close();
  });

  test.runIf(onServer)(
    'applies each migration once, however many open an empty database at the same time (they wait for one another only on a server)',
    async () => {
      await withDatabase('', async (databaseUrl) => {
        const opened = await Promise.all(Array.from({ length: 3 }, () => openDatabase({ databaseUrl })));
        expect(opened.flatMap(({ migrations }) => migrations)).toEqual(MIGRATIONS);
        const applied = await opened[0]!.client.$queryRaw`
        SELECT migration_name, applied_steps_count FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY migration_name`;
        expect(applied).toEqual(MIGRATIONS.map((name) => ({ migration_name: name, applied_steps_count: 1 })));
        for (const { close } of opened) await close();
      });
    },
  );

  test.runIf(onServer)('waits for whoever migrates the same database (only on a server)', async () => {
    await withDatabase('', async (databaseUrl) => {
      const pools = [new pg.Pool({ connectionString: databaseUrl }), new pg.Pool({ connectionString: databaseUrl })] as const;
      const order: string[] = [];
      let started = () => {};
      const holding = new Promise<void>((resolve) => (started = resolve));
      const first = serverTarget(pools[0], databaseUrl).exclusively(async () => {
        started();
        await new Promise((resolve) => setTimeout(resolve, 300));
        order.push('first');
      });
      await holding;
      const second = serverTarget(pools[1], databaseUrl).exclusively(async () => order.push('second'));
      await Promise.all([first, second]);
      expect(order).toEqual(['first', 'second']);
      for (const pool of pools) await pool.end();
    });
  });
});

describe('a server that cannot be used', () => {
  const serverUrl = (change: (url: URL) => void) => {
    const template = inject('template');
    const url = new URL('serverUrl' in template ? template.serverUrl : 'postgresql://postgres@127.0.0.1/postgres');
    change(url);
    return url.href;
  };

  test('is told apart from an address that is none', async () => {
    for (const databaseUrl of ['', 'not a url', 'mysql://root@127.0.0.1/pcrm']) {
      await expect(openDatabase({ databaseUrl })).rejects.toMatchObject({
        code: 'CANNOT_OPEN',
        message: 'DATABASE_URL is not the address of a PostgreSQL server. Write it as postgresql://user:password@host:5432/database.',
      });
    }
  });

  test('because nothing listens there', async () => {
    await expect(openDatabase({ databaseUrl: serverUrl((url) => (url.host = '127.0.0.1:1')) })).rejects.toMatchObject({
      code: 'CANNOT_OPEN',
      message:
        'The PostgreSQL server in DATABASE_URL cannot be used: connect ECONNREFUSED 127.0.0.1:1. Check that it runs, that the database exists, and the user and password.',
    });
  });

  test.runIf(onServer)('because there is no such database or user (only on a server)', async () => {
    const noDatabase = openDatabase({ databaseUrl: serverUrl((url) => (url.pathname = '/no_such_database')) });
    await expect(noDatabase).rejects.toMatchObject({
      code: 'CANNOT_OPEN',
      message: expect.stringContaining('cannot be used: database "no_such_database" does not exist.') as string,
    });
    const noUser = openDatabase({ databaseUrl: serverUrl((url) => (url.username = 'no_such_user')) });
    await expect(noUser).rejects.toMatchObject({ code: 'CANNOT_OPEN', message: expect.stringContaining('no_such_user') as string });
  });

  test.runIf(onServer)('because the database has another encoding (only on a server)', async () => {
    await withDatabase(`TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'`, async (databaseUrl) => {
      await expect(openDatabase({ databaseUrl })).rejects.toMatchObject({
        code: 'CANNOT_OPEN',
        message: `The database in DATABASE_URL has the encoding SQL_ASCII. Create it with ENCODING 'UTF8'.`,
      });
    });
  });

  test.runIf(onServer)('because the database holds something else (only on a server)', async () => {
    await withDatabase('', async (databaseUrl) => {
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      await client.query('CREATE TABLE ledger (id int)');
      await expect(openDatabase({ databaseUrl })).rejects.toMatchObject({
        code: 'CANNOT_OPEN',
        message: expect.stringMatching(/^The database cannot be brought up to date: The database schema is not empty\.[^\n]*$/u) as string,
      });
      const { rows } = await client.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`);
      expect(rows).toEqual([{ tablename: 'ledger' }]);
      await client.end();
    });
  });
});

/** The names that a query gives, in the order of code points. */
async function namesOf(statement: string): Promise<string[]> {
  const rows = await database.client.$queryRawUnsafe<{ name: string }[]>(statement);
  return rows.map(({ name }) => name).toSorted();
}

/** Does the work on an empty database of its own on the server; every connection to it must be closed by then. */
async function withDatabase(options: string, work: (databaseUrl: string) => Promise<void>): Promise<void> {
  const template = inject('template');
  if (!('serverUrl' in template)) throw new Error('This needs the server in TEST_DATABASE_URL.');
  const name = `pcrm_test_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(template.serverUrl);
  url.pathname = `/${name}`;
  const server = new pg.Client({ connectionString: template.serverUrl });
  await server.connect();
  try {
    await server.query(`CREATE DATABASE ${name} ${options}`);
    await work(url.href);
    await server.query(`DROP DATABASE ${name}`);
  } finally {
    await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await server.end();
  }
}

const MIGRATIONS = [
  '20261123090000_tables',
  '20261123090100_rules',
  '20261124090000_proposals',
  '20261124091000_stances',
  '20261124092000_programmes',
  '20261124093000_body_compliance',
  '20261124094000_search',
  '20261124095000_merges',
  '20261124100000_feedback',
  '20261124100500_proposal_order',
  '20261124101000_portfolio',
  '20261124102000_appointments',
  '20261125130000_events',
  '20261126110001_name_order',
  '20261126140001_commitment_due',
  '20261127090000_api_keys',
  '20261127091000_linked_accounts',
  '20261128091000_tallies',
  '20261128091100_indexes',
  '20261128093000_new_engagement_search',
  '20261128094000_unused_indexes',
  '20261128095000_segment',
];

const FUNCTIONS = [
  'cells_of_engagement',
  'cells_of_stakeholder',
  'check_membership',
  'check_proposal',
  'check_proposal_step',
  'check_registration',
  'check_stance',
  'check_status_change',
  'check_succession',
  'check_waiting_list',
  'count_engagements',
  'count_registrations',
  'engagement_document',
  'ex_officio_seat_is_held',
  'follow_affiliations',
  'follow_for_search',
  'ids_of_stakeholder',
  'index_for_search',
  'index_new_engagements',
  'keep_closed_appointment',
  'keep_closed_round',
  'keep_ex_officio_seats_held',
  'keep_from_tallying',
  'keep_round_closed',
  'match_contact',
  'match_name',
  'merge_count',
  'merge_drop',
  'merge_key_of',
  'merge_move',
  'merge_present',
  'merge_repoint',
  'merge_restore',
  'merge_restore_rows',
  'merge_twins',
  'number_events',
  'partial_date_is_valid',
  'partial_days',
  'present_stakeholder',
  'refuse_change',
  'refuse_fewer_seats',
  'refuse_other_kind',
  'require_budget_line_of_payer',
  'require_division_of_body',
  'require_meeting_of_body',
  'require_organization',
  'require_programme_going_on',
  'require_proposer',
  'require_submitted_before',
  'require_successor',
  'retally_stakeholders',
  'search_documents',
  'search_grams',
  'search_key',
  'search_phone',
  'seen_bits',
  'tally_engagements',
  'tally_engagements_changed',
  'tally_participations_changed',
  'tally_participations_entered',
  'tally_periods',
  'tally_slot',
  'tally_stakeholders',
  'tally_stakeholders_changed',
  'working_days_between',
];
const TRIGGERS = [
  'AgendaItem_search_delete',
  'AgendaItem_search_insert',
  'AgendaItem_search_update',
  'Appointment_closed_is_kept',
  'Assessment_search_delete',
  'Assessment_search_insert',
  'Assessment_search_update',
  'Assessment_written_once',
  'AuditRecord_not_emptied',
  'AuditRecord_written_once',
  'Body_is_organization',
  'Body_seats_in_use',
  'Budget_of_organization',
  'ContactPoint_search_delete',
  'ContactPoint_search_insert',
  'ContactPoint_search_update',
  'DeclaredFigure_of_organization',
  'DuesPayment_budget_line_of_payer',
  'EngagementRevision_written_once',
  'EngagementStakeholder_tally_delete',
  'EngagementStakeholder_tally_insert',
  'EngagementStakeholder_tally_update',
  'Engagement_count_delete',
  'Engagement_count_insert',
  'Engagement_count_update',
  'Engagement_search_delete',
  'Engagement_search_insert',
  'Engagement_search_update',
  'Engagement_tally_update',
  'JointTaskPartner_is_organization',
  'JointTask_meeting_of_body',
  'Meeting_search_delete',
  'Meeting_search_insert',
  'Meeting_search_update',
  'Membership_ex_officio_seats_held',
  'Membership_in_organization',
  'Membership_rules',
  'Membership_search_delete',
  'Membership_search_insert',
  'Membership_search_update',
  'OtherName_search_affiliations_delete',
  'OtherName_search_affiliations_insert',
  'OtherName_search_affiliations_update',
  'OtherName_search_delete',
  'OtherName_search_insert',
  'OtherName_search_update',
  'Participation_is_counted',
  'Participation_of_planned_session',
  'PolicyTaskStatusChange_names_successor',
  'PolicyTaskStatusChange_not_emptied',
  'PolicyTaskStatusChange_rules',
  'PolicyTaskStatusChange_written_once',
  'PolicyTaskSuccession_rules',
  'PolicyTaskSuccession_written_once',
  'PolicyTask_division_of_body',
  'PolicyTask_search_delete',
  'PolicyTask_search_insert',
  'PolicyTask_search_update',
  'Post_in_organization',
  'Post_search_affiliations',
  'Post_seats_in_use',
  'ProposalOutcome_rules',
  'ProposalOutcome_search_delete',
  'ProposalOutcome_search_insert',
  'ProposalOutcome_search_update',
  'ProposalOutcome_written_once',
  'ProposalProposer_of_proposal',
  'ProposalReply_rules',
  'ProposalReply_written_once',
  'ProposalStatusChange_rules',
  'ProposalStatusChange_written_once',
  'Proposal_has_proposer',
  'Proposal_meeting_of_body',
  'Proposal_rules',
  'Proposal_search_delete',
  'Proposal_search_insert',
  'Proposal_search_update',
  'ReadRecord_not_emptied',
  'ReadRecord_written_once',
  'ReviewRound_closed_is_kept',
  'ReviewRound_division_of_body',
  'ReviewRound_not_emptied',
  'Review_closed_round_is_kept',
  'Review_not_emptied',
  'Session_of_programme_going_on',
  'Session_waiting_list',
  'Stakeholder_kind_is_kept',
  'Stakeholder_parent_is_organization',
  'Stakeholder_search_affiliations',
  'Stakeholder_search_delete',
  'Stakeholder_search_insert',
  'Stakeholder_search_update',
  'Stakeholder_tally_lock',
  'Stakeholder_tally_update',
  'Stance_rules',
  'Stance_written_once',
];
const CONSTRAINTS = [
  'Actor_name_normalized',
  'Actor_role_of_kind',
  'Actor_scopes_of_kind',
  'AgendaItem_position_positive',
  'AgendaItem_text_of_decision',
  'AgendaItem_title_normalized',
  'ApiKey_hash_is_sha256',
  'Appointment_cancelled_has_reason',
  'Appointment_ends_after_it_starts',
  'Appointment_held_names_engagement',
  'Appointment_subject_normalized',
  'Assessment_influence_1_to_5',
  'Assessment_interest_1_to_5',
  'Attendance_proxy_is_another',
  'Attendance_proxy_when_represented',
  'Body_chair_seats_positive',
  'Body_dues_of_rule',
  'Body_max_consecutive_terms_positive',
  'Body_max_gender_percent',
  'Body_months_of_year',
  'Body_regular_meetings_positive',
  'BudgetLine_name_normalized',
  'Budget_total_not_negative',
  'Commitment_answered_when_closed',
  'Commitment_closed_has_date',
  'Commitment_dueDate_partial',
  'Commitment_made_somewhere',
  'Commitment_text_normalized',
  'ContactPoint_fromDate_partial',
  'ContactPoint_period_in_order',
  'ContactPoint_untilDate_partial',
  'ContactPoint_value_normalized',
  'DeclaredFigure_asOfDate_partial',
  'DeclaredFigure_value_not_negative',
  'Department_name_normalized',
  'Division_name_normalized',
  'Division_position_positive',
  'DuesPayment_amount_positive',
  'DuplicateDismissal_of_two',
  'DuplicatePair_in_order',
  'DuplicatePair_score_to_100',
  'Engagement_subject_normalized',
  'Feedback_by_another_engagement',
  'Holiday_name_normalized',
  'JointTask_agenda_item_of_meeting',
  'JointTask_fromDate_partial',
  'JointTask_one_at_a_time',
  'JointTask_period_in_order',
  'JointTask_reason_of_end',
  'JointTask_untilDate_partial',
  'Meeting_heldDate_partial',
  'Meeting_held_has_date',
  'Meeting_ordinal_positive',
  'Meeting_plannedDate_partial',
  'Membership_basis_of_role',
  'Membership_ended_by_meeting',
  'Membership_ends_on_date',
  'Membership_ex_officio_post',
  'Membership_fromDate_partial',
  'Membership_has_member',
  'Membership_not_in_itself',
  'Membership_one_chair_at_a_time',
  'Membership_one_holder_at_a_time',
  'Membership_period_in_order',
  'Membership_periods_do_not_overlap',
  'Membership_post_of_holder',
  'Membership_seat_number',
  'Membership_untilDate_partial',
  'Membership_while_holding_post',
  'MergedRow_dropped_is_kept',
  'MergedRow_stands_for_dropped',
  'OtherName_fromDate_partial',
  'OtherName_name_normalized',
  'OtherName_period_in_order',
  'OtherName_untilDate_partial',
  'Outbox_one_row',
  'Participation_cancelled_has_time',
  'Participation_number_positive',
  'Participation_registration_is_numbered',
  'Participation_waiting_is_not_promoted',
  'Participation_walk_in_came',
  'PolicyTaskStatusChange_changedDate_partial',
  'PolicyTaskStatusChange_sequence_positive',
  'PolicyTaskStatusChange_unknown_successor',
  'PolicyTaskSuccession_of_another',
  'PolicyTask_number_positive',
  'PolicyTask_title_normalized',
  'Post_capacity_positive',
  'Post_fromDate_partial',
  'Post_period_in_order',
  'Post_title_normalized',
  'Post_untilDate_partial',
  'Programme_fromDate_partial',
  'Programme_name_normalized',
  'Programme_number_positive',
  'Programme_period_in_order',
  'Programme_untilDate_partial',
  'ProposalAddressee_addressedDate_partial',
  'ProposalOutcome_decidedDate_partial',
  'ProposalOutcome_says_what_came',
  'ProposalOutcome_subject_normalized',
  'ProposalOutcome_unit_of_values',
  'ProposalProposer_one_lead',
  'ProposalReply_repliedDate_partial',
  'ProposalStatusChange_changedDate_partial',
  'ProposalStatusChange_sequence_positive',
  'Proposal_agenda_item_of_meeting',
  'Proposal_proposedDate_partial',
  'Proposal_title_normalized',
  'RelationshipManager_fromDate_partial',
  'RelationshipManager_one_at_a_time',
  'RelationshipManager_period_in_order',
  'RelationshipManager_untilDate_partial',
  'ReviewRound_division_of_kind',
  'ReviewRound_once_a_period',
  'ReviewRound_part_of_kind',
  'Review_corrects_another',
  'Review_once_a_round',
  'Review_progress_in_percent',
  'RotationTurn_position_positive',
  'Rotation_fromDate_partial',
  'Rotation_one_at_a_time',
  'Rotation_period_in_order',
  'Rotation_untilDate_partial',
  'SeatQuota_basis_of_seat',
  'SeatQuota_fromDate_partial',
  'SeatQuota_one_at_a_time',
  'SeatQuota_period_in_order',
  'SeatQuota_seats_positive',
  'SeatQuota_untilDate_partial',
  'Session_capacity_positive',
  'Session_ends_after_start',
  'Session_head_count_not_negative',
  'Session_heldDate_partial',
  'Session_held_has_date',
  'Session_ordinal_positive',
  'Session_places_within_capacity',
  'Session_plannedDate_partial',
  'Session_planned_for_day_of_start',
  'Session_registration_in_order',
  'Session_waiting_within_capacity',
  'Source_publishedDate_partial',
  'Source_title_normalized',
  'StakeholderMerge_of_two',
  'StakeholderMerge_reason_of_undoing',
  'StakeholderMerge_stands_or_is_undone',
  'Stakeholder_dissolvedDate_partial',
  'Stakeholder_foundedDate_partial',
  'Stakeholder_name_normalized',
  'Stakeholder_organization_fields',
  'Stakeholder_parent_is_another',
  'Stakeholder_person_fields',
  'Stance_about_one_thing',
  'Stance_correction_has_reason',
  'Stance_has_evidence',
  'Stance_heldFromDate_partial',
  'Stance_retraction_corrects',
  'Topic_name_normalized',
];
