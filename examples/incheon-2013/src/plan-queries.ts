import {
  everyRow,
  formatPartialDate,
  inKrw,
  type DeclaredFigure,
  type MeetingCounts,
  type PolicyTaskTotal,
  type PositionTotal,
} from '@pcrm/core';
import type { View } from './view.js';

/** A post by grade: 정원 from the records, 현원 as the source prints it. */
export interface GradeRow {
  readonly grade: string;
  readonly capacity: number;
  readonly holders: number | null;
}

/** The posts of an organization's unit, by grade. */
export interface UnitRow {
  readonly name: string;
  readonly grades: readonly GradeRow[];
  readonly capacity: number;
  readonly holders: number | null;
}

/** The posts of the organizations that have a budget, with their units: an office and its teams. */
export async function offices({ db, as, asOf }: View): Promise<{ office: UnitRow; units: UnitRow[] }[]> {
  const organizations = await db.stakeholder.findMany({
    where: { budgets: { some: {} } },
    include: { units: { orderBy: { id: 'asc' } } },
    orderBy: { id: 'asc' },
  });
  const figures = await everyRow((page) => as.listDeclaredFigures({ measure: 'POST_HOLDERS', ...page }));
  const printed = (organizationId: string, qualifier: string) =>
    figures.find((figure) => figure.organizationId === organizationId && figure.qualifier === qualifier)?.value ?? null;
  const rowOf = async ({ id, name }: { id: string; name: string }): Promise<UnitRow> => {
    const posts = await as.vacancies({ organizationId: id, asOf });
    const grades = [...new Set(posts.map(({ post }) => post.title))].map((grade): GradeRow => {
      const ofGrade = posts.filter(({ post }) => post.title === grade);
      return { grade, capacity: sum(ofGrade.map(({ capacity }) => capacity)), holders: printed(id, grade) };
    });
    return { name, grades, capacity: sum(grades.map(({ capacity }) => capacity)), holders: printed(id, '') };
  };
  return Promise.all(
    organizations.map(async ({ units, ...office }) => ({ office: await rowOf(office), units: await Promise.all(units.map(rowOf)) })),
  );
}

/** A year's budget beside the one before, in won, and its lines. */
export interface BudgetRow {
  readonly organization: string;
  readonly year: number;
  readonly totalKrw: bigint;
  readonly previousKrw: bigint | null;
  readonly differenceKrw: bigint | null;
  readonly percent: number | null;
  readonly lines: readonly { readonly name: string; readonly krw: bigint }[];
}

/** The budgets of the plan's year. */
export async function budgets({ db, as, planYear }: View): Promise<BudgetRow[]> {
  const ofYear = await db.budget.findMany({
    where: { year: planYear },
    include: { organization: true, lines: { orderBy: { position: 'asc' } } },
    orderBy: { id: 'asc' },
  });
  return Promise.all(
    ofYear.map(async ({ organizationId, organization, lines, unit, year, total }): Promise<BudgetRow> => {
      const growth = await as.budgetGrowth({ organizationId, year });
      return {
        organization: organization.name,
        year,
        totalKrw: inKrw(total, unit),
        previousKrw: growth?.previousTotalKrw ?? null,
        differenceKrw: growth?.differenceKrw ?? null,
        percent: growth?.percent ?? null,
        lines: lines.map(({ name, amount }) => ({ name, krw: inKrw(amount, unit) })),
      };
    }),
  );
}

/** How many regular and extraordinary meetings each body held in a year, in the order of the bodies. */
export async function meetingsHeldBy({ as }: View, bodyIds: readonly string[], year: number): Promise<MeetingCounts[]> {
  const counts = await as.meetingsHeld({ bodyIds, year });
  return bodyIds.map((bodyId) => counts.find((count) => count.bodyId === bodyId) ?? { bodyId, regular: 0, extraordinary: 0 });
}

/** A meeting that is planned. */
export interface PlannedMeetingRow {
  readonly bodyId: string;
  readonly body: string;
  readonly ordinal: number | null;
  readonly planned: string | null;
  readonly plannedDate: Date | null;
  readonly place: string | null;
  readonly agenda: readonly string[];
}

/** The meetings planned for a year, the earliest first. */
export async function meetingsPlannedFor({ db, as }: View, year: number): Promise<PlannedMeetingRow[]> {
  const plannedIn = { from: String(year), until: String(year + 1) };
  const meetings = await everyRow((page) => as.listMeetings({ filter: { status: 'PLANNED', plannedIn }, order: 'OLDEST', ...page }));
  const agendas = await as.agendasOfMeetings(meetings.map(({ id }) => id));
  const bodies = await db.stakeholder.findMany({ where: { id: { in: meetings.map(({ bodyId }) => bodyId) } } });
  return meetings.map(({ bodyId, ordinal, plannedDate, plannedPrecision, place }, index) => ({
    bodyId,
    body: bodies.find(({ id }) => id === bodyId)?.name ?? '',
    ordinal,
    planned: formatPartialDate(plannedDate, plannedPrecision),
    plannedDate,
    place,
    agenda: (agendas[index] ?? []).map(({ title }) => title),
  }));
}

/** Where somebody stands on a pending issue. */
export interface StanceRow {
  readonly issue: string;
  readonly holder: string;
  readonly position: PositionTotal['position'];
  /** Since when without a change, as far as it is recorded. */
  readonly since: string | null;
  readonly quotation: string | null;
}

/** Who stands where on the pending issues. */
export async function stancesOnIssues({ db, as, asOf }: View): Promise<StanceRow[]> {
  const issues = await everyRow((page) => as.listPolicyTasks({ filter: { origin: 'PENDING_ISSUE', asOf }, ...page }));
  const rows = await Promise.all(
    issues.map(async ({ id: policyTaskId, title: issue }) => {
      const standings = await everyRow((page) => as.stanceStandings({ policyTaskId, asOf, ...page }));
      const holders = await db.stakeholder.findMany({ where: { id: { in: standings.map(({ stakeholderId }) => stakeholderId) } } });
      return standings.map(({ stakeholderId, position, quotation, sinceDate, sincePrecision }) => ({
        issue,
        holder: holders.find(({ id }) => id === stakeholderId)?.name ?? '',
        position,
        since: formatPartialDate(sinceDate, sincePrecision),
        quotation,
      }));
    }),
  );
  return rows.flat();
}

/** Which of the totals of the portfolio are added up: everything that is given must hold. */
export interface TotalsOf {
  readonly origin?: PolicyTaskTotal['origin'];
  readonly status?: PolicyTaskTotal['status'];
  /** Tasks of this division; null for tasks of any division. */
  readonly divisionId?: string | null;
}

/** Adds up totals of the portfolio. */
export function countTasks(totals: readonly PolicyTaskTotal[], { origin, status, divisionId }: TotalsOf): number {
  return sum(
    totals
      .filter((total) => origin === undefined || total.origin === origin)
      .filter((total) => status === undefined || total.status === status)
      .filter((total) => divisionId === undefined || (divisionId === null ? total.divisionId !== null : total.divisionId === divisionId))
      .map(({ count }) => count),
  );
}

/** A figure as the source prints it, and how many records the source names for it. */
export interface CompletenessRow {
  readonly about: string;
  readonly measure: DeclaredFigure['measure'];
  readonly qualifier: string;
  readonly declared: number;
  /** Null where there are no records to compare with. */
  readonly recorded: number | null;
}

/** Every printed figure beside what is recorded. */
export async function completeness({ db, as }: View): Promise<CompletenessRow[]> {
  const figures = await everyRow((page) => as.listDeclaredFigures(page));
  const compared = await as.completenessOfEach({ figureIds: figures.map(({ id }) => id) });
  const organizations = await db.stakeholder.findMany({ where: { declaredFigures: { some: {} } } });
  return figures.map(({ organizationId, measure, qualifier, value }, index) => ({
    about: organizations.find(({ id }) => id === organizationId)?.name ?? '',
    measure,
    qualifier,
    declared: value,
    recorded: compared[index]?.recorded ?? null,
  }));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
