import { requireScope } from '../access/actor.js';
import { defineCommand, type Entered } from '../command.js';
import type { Transaction } from '../database/open-database.js';
import { Conflict, InvalidInput } from '../errors.js';
import type { Membership, Prisma } from '../generated/prisma/client.js';
import { DatePrecision, MembershipRole, StakeholderKind, TermEnd } from '../generated/prisma/enums.js';
import { dateColumns, type PartialDate } from '../period.js';
import { performTurnInput, type TurnInput } from './election.js';
import { planTurn, type BeginningTerm, type EndingSeat, type TurnPlan } from './turn-plan.js';

/** What a turn did, under the id of the organization. */
export interface PerformedTurn {
  readonly id: string;
  readonly on: Date;
  readonly ended: readonly Membership[];
  readonly begun: readonly Membership[];
  /** Ex officio seats and chairs that ended with the terms of their holders. */
  readonly seatsEnded: readonly Membership[];
  /** Those of the re-elected, which began anew. */
  readonly seatsBegun: readonly Membership[];
  /** The persons who were registered for it. */
  readonly registeredIds: readonly string[];
}

/**
 * Performs the turn of an election that was previewed: the present holders' terms in the posts end, with the ex officio seats that rest
 * on them, and the new holders' begin on the same day. A re-elected holder has two terms, one after the other, and so have the seats
 * that go on. One transaction and one audit record, under the organization.
 *
 * @throws Conflict `turn_changed` when what was previewed has changed since, or the input is another.
 */
export const performTurn = defineCommand({
  name: 'performTurn',
  scope: 'memberships:write',
  schema: performTurnInput,
  perform: async ({ db, actor, data: { fingerprint, ...input }, entered }) => {
    if (input.holders.some(({ newPerson }) => newPerson != null)) requireScope(actor, 'stakeholders:write');
    await lockRecords(db, await planTurn(db, input, actor));
    const plan = await planTurn(db, input, actor);
    if (plan.fingerprint !== fingerprint) {
      const message =
        'This is not the turn that was previewed: the input is another, or somebody changed a record since. Preview it again.';
      throw new Conflict('turn_changed', message);
    }
    if (plan.problems.length > 0) throw new InvalidInput(plan.problems);
    const on = { date: input.on, precision: DatePrecision.DAY };
    const seatsEnded = await endSeats(db, plan.seatsEnd, on);
    const ended = await endTerms(db, plan, { on, reason: input.reason ?? null });
    const { begun, registeredIds } = await beginTerms(db, plan, { input, on, entered });
    const seatsBegun = await beginSeatsAnew(db, plan.seatsEnd, { input, on, entered });
    const before = { ended: plan.ends.map(({ membership }) => membership), seatsEnded: plan.seatsEnd.map(({ seat }) => seat) };
    const after: PerformedTurn = { id: input.organizationId, on: input.on, ended, begun, seatsEnded, seatsBegun, registeredIds };
    return { type: 'Stakeholder', before, after };
  },
});

// In the order of the ids, so that two turns never wait for each other. Whoever changes one of the terms meanwhile has committed before
// the turn is planned once more, and then it is another turn; or waits until it is done, and finds a stale version.
async function lockRecords(db: Transaction, { posts, ends, seatsEnd }: TurnPlan): Promise<void> {
  const ids = [...posts.map(({ post }) => post.id), ...seatsEnd.flatMap(({ seat }) => seat.postId ?? [])];
  await db.$queryRaw`SELECT id FROM "Post" WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
  const terms = [...ends.map(({ membership }) => membership.id), ...seatsEnd.map(({ seat }) => seat.id)];
  await db.$queryRaw`SELECT id FROM "Membership" WHERE id = ANY(${terms}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
}

// Nothing rests on a seat that is no post, so that all of those end in one statement; then the others, those that rest on others first.
async function endSeats(db: Transaction, seats: readonly EndingSeat[], on: PartialDate): Promise<Membership[]> {
  const data = { ...dateColumns('until', on), version: { increment: 1 } };
  const ids = seats.flatMap(({ seat }) => (seat.postId === null ? seat.id : []));
  const ended = await db.membership.updateManyAndReturn({ where: { id: { in: ids } }, data });
  for (const { seat } of seats) {
    if (seat.postId !== null) ended.push(await db.membership.update({ where: { id: seat.id }, data }));
  }
  return ended;
}

interface End {
  readonly on: PartialDate;
  readonly reason: string | null;
}

function endTerms(db: Transaction, { ends }: TurnPlan, { on, reason }: End): Promise<Membership[]> {
  return db.membership.updateManyAndReturn({
    where: { id: { in: ends.map(({ membership }) => membership.id) } },
    data: { ...dateColumns('until', on), endReason: reason, endedByMeetingId: null, version: { increment: 1 } },
  });
}

interface Beginning {
  readonly input: TurnInput;
  readonly on: PartialDate;
  readonly entered: Entered;
}

async function beginTerms(db: Transaction, { begins }: TurnPlan, { input, on, entered }: Beginning) {
  const posts = await db.post.findMany({ where: { id: { in: begins.map(({ holder }) => holder.postId) } } });
  const organizationOf = new Map(posts.map(({ id, organizationId }) => [id, organizationId]));
  const registeredIds: string[] = [];
  const rows: Prisma.MembershipCreateManyInput[] = [];
  for (const begin of begins) {
    const memberId = begin.stakeholder?.id ?? (await register(db, begin, entered));
    if (begin.stakeholder === null) registeredIds.push(memberId);
    const { postId, label, onBehalfOfId } = begin.holder;
    rows.push({
      organizationId: organizationOf.get(postId) ?? input.organizationId,
      memberId,
      role: MembershipRole.POST_HOLDER,
      postId,
      seatNumber: begin.seatNumber,
      label: label ?? null,
      onBehalfOfId: onBehalfOfId ?? null,
      ...dateColumns('from', on),
      ...dateColumns('until', input.until ?? null),
      termEnd: input.until ? TermEnd.ON_DATE : TermEnd.OPEN_ENDED,
      ...entered,
    });
  }
  return { begun: await db.membership.createManyAndReturn({ data: rows }), registeredIds };
}

async function register(db: Transaction, { holder: { newPerson }, name }: BeginningTerm, entered: Entered): Promise<string> {
  const { categories = [], gender = null, region = null } = newPerson ?? {};
  const person = { kind: StakeholderKind.PERSON, name, categories: [...new Set(categories)], gender, region };
  return (await db.stakeholder.create({ data: { ...person, ...entered }, select: { id: true } })).id;
}

// Those on which others rest come first. No seat by virtue of a post lasts longer than the new term in it.
async function beginSeatsAnew(db: Transaction, seats: readonly EndingSeat[], { input, on, entered }: Beginning): Promise<Membership[]> {
  const begun: Membership[] = [];
  for (const { seat } of seats.filter(({ continues }) => continues).toReversed()) {
    const { organizationId, memberId, role, label, basis, postId, exOfficioPostId, seatNumber, onBehalfOfId, divisionId, termEnd } = seat;
    const { untilDate, untilPrecision } = seat;
    const own = untilDate && (!input.until || untilDate <= input.until.date) ? { untilDate, untilPrecision } : undefined;
    const columns = {
      organizationId,
      memberId,
      role,
      label,
      basis,
      postId,
      exOfficioPostId,
      seatNumber,
      onBehalfOfId,
      divisionId,
      termEnd,
    };
    const until = own ?? dateColumns('until', input.until ?? null);
    begun.push(await db.membership.create({ data: { ...columns, ...dateColumns('from', on), ...until, ...entered } }));
  }
  return begun;
}
