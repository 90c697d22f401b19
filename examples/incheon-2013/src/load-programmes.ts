import { idOf, once, type Entry } from './entry.js';

/**
 * Enters the plan's tasks for communication with citizens as programmes, numbered within their field as the plan numbers them.
 *
 * The plan sets no date, place or number of places for any of them, so that none has a session. Two are nothing that people come to, the
 * introduction of a system and the enlarging of the committee: they are programmes without sessions for good.
 */
export async function loadProgrammes({ plan, staff, sources }: Entry): Promise<void> {
  const departments = await staff.listDepartments({ first: 100 });
  const idsByName = new Map(departments.rows.map(({ row }) => [row.name, row.id]));
  const { from, fields } = plan.programmes;
  const common = { from, leadDepartmentId: idOf(idsByName, plan.office.name), sourceId: sources.plan };
  for (const { name: field, programmes } of fields) {
    for (const [index, { name, kind }] of programmes.entries()) {
      const number = index + 1;
      await staff.addProgramme({ ...common, name, kind, field, number }, once('programme', field, number));
    }
  }
}
