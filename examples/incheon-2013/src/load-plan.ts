import { systemActor, type Actor, type Pcrm } from '@pcrm/core';
import { idOf, once, type Entry } from './entry.js';
import { loadCommittee, loadConsultativeBodies } from './load-bodies.js';
import { loadMeetings } from './load-meetings.js';
import { loadGovernments, loadOffice } from './load-office.js';
import { loadPolicyTasks } from './load-policy-tasks.js';
import { loadStances } from './load-stances.js';
import { loadProgrammes } from './load-programmes.js';
import { loadAddressees, loadProposals } from './load-proposals.js';
import { readPlan, type PlanData } from './plan-data.js';

const DEMO_NAME = '시연 담당자';

/**
 * Loads the plan through the library's commands, as a member of staff of the office would enter it, and returns that member. What is
 * loaded already is left as it is, so that a load that was broken off goes on where it stopped.
 *
 * @param onProgress - is told each step before it is done, in a few words.
 */
export async function loadPlan(pcrm: Pcrm, onProgress: (step: string) => void = () => undefined): Promise<Actor> {
  const plan = await readPlan();
  const actor = await findOrAddStaff(pcrm, plan);
  if (await planIsLoaded(pcrm)) return actor;
  const entry = await startEntry(pcrm, actor, plan);
  for (const [step, load] of steps) {
    onProgress(step);
    await load(entry);
  }
  return actor;
}

const steps: readonly [string, (entry: Entry) => Promise<void>][] = [
  ['governments and the posts of their heads', loadGovernments],
  ['the office, its posts and budgets', loadOffice],
  ['consultative bodies, their chairs and members', loadConsultativeBodies],
  ['the committee, its seats and divisions', loadCommittee],
  ['those to whom proposals are addressed', loadAddressees],
  ['meetings held and planned', loadMeetings],
  ['policy tasks and their status', loadPolicyTasks],
  ['where the committee stands', loadStances],
  ['programmes for citizens', loadProgrammes],
  ['proposals, what came of them, and joint tasks', loadProposals],
  ['figures as the plan prints them', loadFigures],
];

/** Whether the whole plan is in the database: the figures, which are loaded last, are all there. */
export async function planIsLoaded(pcrm: Pcrm): Promise<boolean> {
  const { sources, figures } = await readPlan();
  const { title } = sources.plan;
  return (await pcrm.db.declaredFigure.count({ where: { source: { title } } })) >= figures.length;
}

// The office is found where a database has it already: departments have unique names.
async function findOrAddStaff(pcrm: Pcrm, { office }: PlanData): Promise<Actor> {
  const system = pcrm.as(systemActor);
  const department =
    (await pcrm.db.department.findUnique({ where: { name: office.name } })) ??
    (await system.addDepartment({ name: office.name }, once('department')));
  return (
    (await pcrm.db.actor.findFirst({ where: { kind: 'STAFF', name: DEMO_NAME, departmentId: department.id } })) ??
    (await system.addActor({ kind: 'STAFF', name: DEMO_NAME, role: 'STAFF', departmentId: department.id }, once('actor')))
  );
}

async function startEntry(pcrm: Pcrm, actor: Actor, plan: PlanData): Promise<Entry> {
  const staff = pcrm.as(actor);
  const enter = async (name: keyof PlanData['sources']) => (await staff.recordSource(plan.sources[name], once('source', name))).id;
  const sources = { plan: await enter('plan'), regions: await enter('regions'), translations: await enter('translations') };
  return { plan, staff, sources, organizations: new Map(), posts: new Map(), divisions: new Map() };
}

async function loadFigures({ plan, staff, sources, organizations }: Entry): Promise<void> {
  for (const { about, ...figure } of plan.figures) {
    const printed = { ...figure, organizationId: idOf(organizations, about), sourceId: sources.plan };
    await staff.declareFigure(printed, once('figure', about, figure.measure, figure.qualifier ?? '', figure.asOf));
  }
}
