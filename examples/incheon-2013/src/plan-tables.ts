import { formatPartialDate } from '@pcrm/core';
import { bodiesOn, namesOfSeats, quotaOn, termOf, type BodyOnDay, type NameOfSeat } from './body-queries.js';
import { basisLabel, duesLabel, measureLabel, meetingsLabel, positionLabel, shortDate, termLabel } from './labels.js';
import {
  budgets,
  completeness,
  countTasks,
  meetingsHeldBy,
  meetingsPlannedFor,
  offices,
  stancesOnIssues,
  type TotalsOf,
  type UnitRow,
} from './plan-queries.js';
import { programmeCells } from './programme-rows.js';
import { jointTasksTable, pendingTable, proposalsTable } from './proposal-tables.js';
import { rendered, type PlanTable } from './table.js';
import type { View } from './view.js';

/** The plan's tables, each from queries made now, in the plan's order. */
export async function planTables(view: View): Promise<PlanTable[]> {
  return [
    await officeTable(view),
    await budgetTable(view),
    await consultativeBodiesTable(view),
    await committeeTable(view),
    await meetingsHeldTable(view),
    await meetingsPlannedTable(view),
    await taskStatusTable(view),
    await divisionTable(view),
    await stancesTable(view),
    rendered('세부과제', await programmeCells(view)),
    await proposalsTable(view),
    await pendingTable(view),
    await jointTasksTable(view),
    await completenessTable(view),
  ];
}

async function officeTable(view: View): Promise<PlanTable> {
  const all = await offices(view);
  const grades = [...new Set(all.flatMap(({ office }) => office.grades.map(({ grade }) => grade)))].toSorted();
  const rowOf = (unit: UnitRow, name = unit.name) => [
    name,
    `${unit.capacity} / ${unit.holders ?? '-'}`,
    ...grades.map((grade) => {
      const row = unit.grades.find((each) => each.grade === grade);
      return row ? `${row.capacity} / ${row.holders ?? '-'}` : '';
    }),
  ];
  const rows = all.flatMap(({ office, units }) => [rowOf(office, '합계'), ...units.map((unit) => rowOf(unit))]);
  return rendered(`기구 및 정·현원 (${shortDate(view.asOf)}. 현재, 정원 / 현원)`, { head: ['구분', '계', ...grades], rows });
}

async function budgetTable(view: View): Promise<PlanTable> {
  const inMillions = (krw: bigint | null) => (krw === null ? '' : String(krw / 1_000_000n));
  const rows = (await budgets(view)).map((budget) => [
    inMillions(budget.totalKrw),
    inMillions(budget.previousKrw),
    inMillions(budget.differenceKrw),
    String(budget.percent ?? ''),
    budget.lines.map(({ name, krw }) => `${name} ${inMillions(krw)}`).join('\n'),
  ]);
  const head = [`${view.planYear}예산 (A)`, `${view.pastYear}예산 (B)`, '증감 (A-B)', '%', '내역'];
  return rendered('예산현황 (단위 : 백만원)', { head, rows });
}

async function consultativeBodiesTable(view: View): Promise<PlanTable> {
  const bodies = await bodiesOn(view, 'CONSULTATIVE_BODY');
  const nameOf = await namesOfSeats(view, bodies);
  const rows = bodies.map((each) => [
    `${each.organization.name}\n(${foundedOf(each)})`,
    each.chairs.map((chair) => `${nameOf(chair)}\n(${chairTerm(chair)})`).join('\n'),
    membersLabel(each, nameOf),
    meetingsLabel(each.body).replaceAll(', ', '\n'),
    duesLabel(each.body),
  ]);
  const head = ['협의체 명 (구성일)', '회장', '구성원', '개최시기', '비고'];
  return rendered('협의체 현황', { head, rows, colWidths: [32, 30, 26, 18, 18] });
}

function chairTerm(chair: BodyOnDay['chairs'][number]): string {
  const { membership } = chair;
  const basis = membership.basis === null ? [] : [basisLabel[membership.basis]];
  return [...basis, termLabel(membership, termOf(chair))].join(', ');
}

// The members by name where there are few, and those of whom the source gives the number only.
function membersLabel(each: BodyOnDay, nameOf: NameOfSeat): string {
  const { quota } = each.seats.total;
  const appointed = quotaOn(each, 'APPOINTED');
  const count = `${quota ?? each.members.length}명`;
  if (each.members.length > 6) return count;
  return `${count} (${each.members.map(nameOf).join(', ')}${appointed === null ? '' : ` 외 위촉직 ${appointed}명`})`;
}

async function committeeTable(view: View): Promise<PlanTable> {
  const bodies = await bodiesOn(view, 'COMMITTEE');
  const nameOf = await namesOfSeats(view, bodies);
  const rounds = await view.db.reviewRound.groupBy({ by: ['bodyId', 'kind', 'part'], where: { year: view.planYear } });
  const rows = bodies.map((each) => {
    const partsOf = (kind: string) => rounds.filter((round) => round.bodyId === each.body.id && round.kind === kind).length;
    return [
      `${each.organization.name}\n(${foundedOf(each)})`,
      each.body.legalBasis ?? '',
      `계 ${each.seats.total.quota ?? '-'}\n당연 ${quotaOn(each, 'EX_OFFICIO') ?? '-'}\n위촉 ${quotaOn(each, 'APPOINTED') ?? '-'}`,
      each.chairs.map((chair) => `${nameOf(chair)} (${chair.membership.label})`).join('\n'),
      meetingsLabel(each.body).replaceAll('), ', ')\n'),
      `분기별 본회의 보고 ${partsOf('QUARTERLY_PLENARY')}\n반기별 분과 평가 ${partsOf('HALF_YEARLY_DIVISION')}`,
    ];
  });
  const head = ['위원회명 (설립일자)', '근거', '위원수', '위원장', '회의', `점검 (${view.planYear})`];
  return rendered('위원회 현황', { head, rows, colWidths: [24, 28, 10, 26, 20, 24] });
}

async function meetingsHeldTable(view: View): Promise<PlanTable> {
  const bodies = await bodiesOn(view, 'CONSULTATIVE_BODY');
  const ids = bodies.map(({ body }) => body.id);
  const rows = (await meetingsHeldBy(view, ids, view.pastYear)).map(({ regular, extraordinary }, index) => [
    bodies[index]?.organization.name ?? '',
    `${regular}회`,
    `${extraordinary}회`,
  ]);
  return rendered(`${view.pastYear}년 개최한 회의`, { head: ['협의체', '정기', '수시'], rows });
}

async function meetingsPlannedTable(view: View): Promise<PlanTable> {
  const rows = (await meetingsPlannedFor(view, view.planYear)).map(({ body, ordinal, planned, place, agenda }) => [
    `${ordinal === null ? '' : `제${ordinal}차 `}${body}`,
    shortDate(planned),
    place ?? '',
    agenda.join('\n'),
  ]);
  return rendered(`${view.planYear}년 예정된 회의`, { head: ['회의', '예정', '장소', '안건'], rows });
}

async function taskStatusTable(view: View): Promise<PlanTable> {
  const totals = await view.as.policyTaskTotals({ asOf: view.asOf });
  const decided = await view.as.policyTaskTotals({ asOf: view.endOfPlan });
  const count = (of: TotalsOf) => String(countTasks(totals, of));
  const agreed = ['MAINTAINED', 'CLOSED', 'SUPERSEDED'] as const;
  const pursued = countTasks(decided, { origin: 'NEW', status: 'MAINTAINED' });
  const undecided = countTasks(decided, { origin: 'NEW', status: 'PROPOSED' });
  const rows = [
    ['정책합의과제', count({ origin: 'AGREED' }), ...agreed.map((status) => count({ origin: 'AGREED', status })), '', ''],
    ['신규정책과제', count({ origin: 'NEW' }), '', '', '', String(pursued), String(undecided)],
  ];
  const head = ['구분', '계', '유지', '종결', '대체·통합', `‘${String(view.planYear).slice(2)}년부터 추진`, '미정'];
  return rendered('정책과제 점검', { head, rows });
}

async function divisionTable(view: View): Promise<PlanTable> {
  const [committee] = await bodiesOn(view, 'COMMITTEE');
  const totals = await view.as.policyTaskTotals({ asOf: view.asOf, bodyId: committee?.body.id ?? null });
  const divisions = committee?.divisions ?? [];
  const agreed = countTasks(totals, { origin: 'AGREED' });
  const rowOf = (label: string, of: TotalsOf) => [
    label,
    String(countTasks(totals, { ...of, divisionId: null })),
    ...divisions.map(({ id }) => String(countTasks(totals, { ...of, divisionId: id }))),
  ];
  const rows = [rowOf('계', {}), rowOf(`${agreed}개 과제`, { origin: 'AGREED' }), rowOf('신규 과제', { origin: 'NEW' })];
  return rendered('실무분과별 정책과제 현황', { head: ['구분', '합계', ...divisions.map(({ name }) => name)], rows });
}

async function stancesTable(view: View): Promise<PlanTable> {
  const rows = (await stancesOnIssues(view)).map(({ issue, holder, position, since, quotation }) => [
    issue,
    holder,
    positionLabel[position],
    shortDate(since),
    quotation ?? '',
  ]);
  return rendered('현안에 대한 입장', { head: ['현안', '기관', '입장', '부터', '근거 (계획서)'], rows, colWidths: [24, 24, 8, 8, 46] });
}

async function completenessTable(view: View): Promise<PlanTable> {
  const rows = (await completeness(view))
    .filter(({ recorded, declared }) => recorded !== null && recorded !== declared)
    .map(({ about, measure, qualifier, declared, recorded }) => {
      const basis = qualifier in basisLabel ? ` ${basisLabel[qualifier as keyof typeof basisLabel]}` : '';
      const share = recorded === null || declared === 0 ? '' : `${Math.round((100 * recorded) / declared)}%`;
      return [about, `${measureLabel[measure]}${basis}`, String(declared), String(recorded), share];
    });
  return rendered('계획서가 수만 적고 이름을 다 적지 않은 것', { head: ['기관', '구분', '계획서', '기록', '비율'], rows });
}

function foundedOf({ organization }: BodyOnDay): string {
  return shortDate(formatPartialDate(organization.foundedDate, organization.foundedPrecision));
}
