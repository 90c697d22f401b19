import { z } from 'zod';
import { permits, requireScope, type Actor } from '../access/actor.js';
import { loadLoggedPage, type CountablePage } from '../audit/read-log.js';
import type { Context } from '../context.js';
import type { KeysetList, PageRequest } from '../database/keyset.js';
import { NotFound } from '../errors.js';
import { Prisma } from '../generated/prisma/client.js';
import { StancePosition, type StanceLegalBasis } from '../generated/prisma/enums.js';
import { addProblem, evenIfFieldsFail, parseInput } from '../input.js';
import { asOfDay, asOfInput, calendarDate } from '../period.js';
import { logCounted, logStances } from './stance-queries.js';
import { aboutOneThing } from './stance.js';
import { standingsSql, type Standing, type StanceSubject } from './stance-standings.js';
import { logTallies, tallyColumns, totalsOf, type PositionTotal, type Tally } from './stance-tally.js';
import { nameOrderSql } from '../personal-data/personal-data.js';

/** Who stands where on a policy task or a proposal on a day. */
export interface StanceMap {
  readonly subject: StanceSubject;
  readonly asOf: Date;
  /** False where the actor may not read where natural persons stand: the map is of organizations only. */
  readonly includesPersons: boolean;
  /** Every position, whether anybody stands there or not. */
  readonly positions: readonly PositionTotal[];
}

const subjectInput = z
  .object({ policyTaskId: z.uuid().toLowerCase().nullish(), proposalId: z.uuid().toLowerCase().nullish() })
  .superRefine(aboutOneThing, evenIfFieldsFail);
type SubjectInput = z.input<typeof subjectInput>;
const dayInput = z.object(asOfInput);
export type MapInput = SubjectInput & z.input<typeof dayInput>;

/** What is asked about, as far as the actor may read of it; null when it is not there. */
export async function findStanceSubject({ db, actor }: Context, input: SubjectInput): Promise<StanceSubject | null> {
  for (const scope of ['stances:read', 'stakeholders:read'] as const) requireScope(actor, scope);
  const { policyTaskId, proposalId } = parseInput(subjectInput, { policyTaskId: input.policyTaskId, proposalId: input.proposalId });
  if (policyTaskId != null) {
    requireScope(actor, 'policy-tasks:read');
    return (await db.policyTask.count({ where: { id: policyTaskId } })) === 0 ? null : { policyTaskId };
  }
  requireScope(actor, 'proposals:read');
  const id = proposalId as string;
  return (await db.proposal.count({ where: { id } })) === 0 ? null : { proposalId: id };
}

/** The same. @throws NotFound when it is not there. */
export async function readSubject(context: Context, input: SubjectInput): Promise<StanceSubject> {
  const subject = await findStanceSubject(context, input);
  if (subject !== null) return subject;
  const { policyTaskId, proposalId } = input;
  throw policyTaskId != null ? new NotFound('PolicyTask', policyTaskId) : new NotFound('Proposal', proposalId as string);
}

/** The day that is asked about: today in Korea when it is left out. */
export function readDay({ now }: Context, { asOf }: z.input<typeof dayInput>): Date {
  return asOfDay(now, parseInput(dayInput, { asOf }).asOf);
}

/**
 * Who stands where on a policy task or a proposal on a day (today in Korea, when it is left out), counted and weighted by influence. Natural persons are
 * counted with stances:read-persons only, and then the reading is logged for each of them: as the day can be chosen, even a total tells of
 * single persons.
 *
 * @throws NotFound when there is no such policy task or proposal.
 */
export async function stanceMap(context: Context, input: MapInput): Promise<StanceMap> {
  const { db, actor } = context;
  const subject = await readSubject(context, input);
  const asOf = readDay(context, input);
  const tallies = await db.$queryRaw<Tally[]>`
    SELECT ${tallyColumns} FROM ${standingsSql({ actor, subject, day: asOf })} s GROUP BY s."position"`;
  await logTallies(context, tallies);
  return { subject, asOf, includesPersons: permits(actor, 'stances:read-persons'), positions: totalsOf(tallies) };
}

function byName(actor: Actor) {
  return [
    { column: nameOrderSql(actor, Prisma.sql`holder`), type: 'text' },
    { column: Prisma.sql`holder."id"`, type: 'uuid' },
  ] as const;
}

const positionInput = z.object({ position: z.enum(StancePosition).nullish() });
type StandingsInput = MapInput & z.input<typeof positionInput>;

/** A page of those who stand somewhere on the day, or at the position that is named, by name. */
export async function stanceStandings(context: Context, input: PageRequest & StandingsInput): Promise<CountablePage<Standing>> {
  const { position } = parseInput(positionInput, { position: input.position });
  const standings = standingsSql({ actor: context.actor, subject: await readSubject(context, input), day: readDay(context, input) });
  const list: KeysetList<Standing> = {
    select: Prisma.sql`s.*`,
    from: Prisma.sql`${standings} s JOIN "Stakeholder" holder ON holder."id" = s."stakeholderId"`,
    where: position ? Prisma.sql`s."position" = ${position}::"StancePosition"` : Prisma.sql`TRUE`,
    order: byName(context.actor),
    descending: false,
  };
  return loadLoggedPage(context, { list, log: logStances, logTotal: (reader) => logCounted(reader, list, Prisma.sql`s`) }, input);
}

const movesInput = z.object({ from: calendarDate(), to: calendarDate() }).superRefine(({ from, to }, context) => {
  if (from < to) return;
  addProblem(context, { path: ['to'], code: 'out_of_order', message: 'Compare an earlier day with a later one.' });
});

/** A stakeholder who stands elsewhere on the later of two days than on the earlier one. */
export interface StanceMove {
  readonly stakeholderId: string;
  /** The entry that held on the earlier day; null for one who had said nothing by then. */
  readonly beforeId: string | null;
  readonly before: StancePosition | null;
  /** The entry that holds on the later day. */
  readonly afterId: string;
  readonly after: StancePosition;
  readonly legalBasis: StanceLegalBasis | null;
}

/**
 * A page of those who moved between two days, by name: from where to where. Those who spoke for the first time are among them.
 *
 * @throws InvalidInput for days out of order.
 */
export async function stanceMoves(
  context: Context,
  { from, to, ...input }: PageRequest & SubjectInput & z.input<typeof movesInput>,
): Promise<CountablePage<StanceMove>> {
  const days = parseInput(movesInput, { from, to });
  const { actor } = context;
  const subject = await readSubject(context, input);
  const list: KeysetList<StanceMove> = {
    select: Prisma.sql`later."stakeholderId", later."legalBasis", later."id" AS "afterId", later."position" AS "after",
      earlier."id" AS "beforeId", earlier."position" AS "before"`,
    from: Prisma.sql`${standingsSql({ actor, subject, day: days.to })} later
      JOIN "Stakeholder" holder ON holder."id" = later."stakeholderId"
      LEFT JOIN ${standingsSql({ actor, subject, day: days.from })} earlier ON earlier."stakeholderId" = later."stakeholderId"`,
    where: Prisma.sql`later."position" IS DISTINCT FROM earlier."position"`,
    order: byName(context.actor),
    descending: false,
  };
  return loadLoggedPage(context, { list, log: logMoves, logTotal: (reader) => logCounted(reader, list, Prisma.sql`later`) }, input);
}

async function logMoves(context: Context, moves: readonly StanceMove[]): Promise<void> {
  const stances = moves.flatMap(({ stakeholderId, legalBasis, beforeId, afterId }) =>
    [beforeId, afterId].flatMap((id) => (id === null ? [] : [{ id, stakeholderId, legalBasis }])),
  );
  await logStances(context, stances);
}
