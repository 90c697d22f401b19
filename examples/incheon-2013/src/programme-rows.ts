import { everyRow, type Programme } from '@pcrm/core';
import type { View } from './view.js';

/** Kinds of programme, in the words of the plan; none for what is not one of them. */
const kindLabel: Readonly<Record<Programme['kind'], string>> = {
  FORUM: '포럼',
  ACADEMY: '아카데미',
  ROUNDTABLE: '간담회',
  E_GOVERNANCE: 'e-거버넌스',
  CONTEST: '공모전',
  BUS: '정책소통 BUS',
  CAFE: '소통카페',
  CIVIC_GROUPS_DAY: '소통 한마당',
  OTHER: '',
};

/** The programmes of a field of work, in the order in which the plan numbers them. */
export interface FieldOfProgrammes {
  readonly field: string;
  readonly programmes: readonly (Programme & { readonly sessions: number })[];
}

/** The programmes of a year by field, in the order in which they were entered, each with the number of sessions that are planned or held. */
export async function programmesOf({ as }: View, year: number): Promise<FieldOfProgrammes[]> {
  const programmes = await everyRow((page) => as.listProgrammes({ filter: { year }, ...page }));
  const within = { from: String(year), until: String(year + 1) };
  const sessions = await everyRow((page) => as.listSessions({ filter: { within }, ...page }));
  const counted = programmes
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((programme) => ({ ...programme, sessions: sessions.filter(({ programmeId }) => programmeId === programme.id).length }));
  const fields = [...new Set(counted.map(({ field }) => field ?? ''))];
  return fields.map((field) => ({ field, programmes: counted.filter((programme) => (programme.field ?? '') === field) }));
}

/** The table 세부과제 of the plan, with what is known of each task. */
export async function programmeCells(view: View): Promise<{ head: string[]; rows: string[][] }> {
  const rows = (await programmesOf(view, view.planYear)).flatMap(({ field, programmes }) =>
    programmes.map(({ name, number, kind, sessions }, index) => [
      index === 0 ? field : '',
      `${number === null ? '' : `${circled(number)} `}${name}`,
      kindLabel[kind],
      sessions === 0 ? '-' : `${sessions}회`,
    ]),
  );
  return { head: ['주요과제', '세부 추진과제', '종류', `${view.planYear}년 회차`], rows };
}

// ① to ⑳.
function circled(number: number): string {
  return number <= 20 ? String.fromCodePoint(0x2460 + number - 1) : `(${number})`;
}
