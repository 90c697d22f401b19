import { everyRow } from '@pcrm/core';
import type { BodyOnDay } from './body-queries.js';
import type { Inconsistency } from './inconsistency.js';
import { completeness, countTasks } from './plan-queries.js';
import type { View } from './view.js';

/** A row of a table is labelled with a number and printed with another: "88개 과제" counts those of the 88 that are maintained. */
export async function labelsThatCountAnotherNumber(view: View, bodies: readonly BodyOnDay[]): Promise<Inconsistency[]> {
  const figures = await everyRow((page) => view.as.listDeclaredFigures({ measure: 'POLICY_TASKS', ...page }));
  const findings = bodies.map(async ({ body, organization }) => {
    const totals = await view.as.policyTaskTotals({ asOf: view.asOf, bodyId: body.id });
    return figures
      .filter(({ organizationId }) => organizationId === body.id)
      .flatMap(({ qualifier, value }): Inconsistency[] => {
        const label = /^(\d+)(?:개|건)\s*[^,]+$/u.exec(qualifier)?.[1];
        if (label === undefined || Number(label) === value) return [];
        const origin = totals.map((total) => total.origin).find((each) => countTasks(totals, { origin: each }) === Number(label));
        const maintained = origin ? countTasks(totals, { origin, status: 'MAINTAINED' }) : 0;
        const reason = maintained === value ? `: of ${label} tasks recorded it counts those that are maintained` : '';
        const sentence = `The row labelled "${qualifier}" is printed with ${value}${reason}.`;
        return [{ rule: 'label-counts-another-number', about: organization.name, sentence }];
      });
  });
  return (await Promise.all(findings)).flat();
}

/** Some of the tasks that were proposed together were taken up, and the others neither taken up nor rejected. */
export async function proposedAndLeftUndecided({ as, endOfPlan }: View, bodies: readonly BodyOnDay[]): Promise<Inconsistency[]> {
  const tasks = await everyRow((page) => as.listPolicyTasks({ filter: { asOf: endOfPlan }, ...page }));
  return bodies.flatMap(({ body, organization }) => {
    const ofBody = tasks.filter(({ bodyId }) => bodyId === body.id);
    return [...new Set(ofBody.map(({ origin }) => origin))].flatMap((origin): Inconsistency[] => {
      const together = ofBody.filter((task) => task.origin === origin);
      const undecided = together.filter(({ status }) => status === 'PROPOSED' || status === 'UNDER_REVIEW').length;
      if (undecided === 0 || undecided === together.length) return [];
      const sentence = `Of ${together.length} tasks of origin ${origin}, ${undecided} are neither pursued nor rejected.`;
      return [{ rule: 'proposed-and-left-undecided', about: organization.name, sentence }];
    });
  });
}

/** Tasks were superseded, and the source does not say by which. */
export async function supersededByAnUnknownTask({ as, endOfPlan }: View, bodies: readonly BodyOnDay[]): Promise<Inconsistency[]> {
  const superseded = await everyRow((page) => as.listPolicyTasks({ filter: { statuses: ['SUPERSEDED'], asOf: endOfPlan }, ...page }));
  return bodies.flatMap(({ body, organization }): Inconsistency[] => {
    const unknown = superseded.filter(({ bodyId, successorUnknown }) => bodyId === body.id && successorUnknown).length;
    if (unknown === 0) return [];
    const sentence = `${unknown} superseded tasks name no successor.`;
    return [{ rule: 'superseded-by-an-unknown-task', about: organization.name, sentence }];
  });
}

const listed = { PROPOSALS: 'proposals', JOINT_TASKS: 'joint tasks' } as const;

/** A list of proposals or of joint tasks declares more than it names. */
export async function moreDeclaredThanNamed(view: View): Promise<Inconsistency[]> {
  return (await completeness(view)).flatMap(({ about, measure, declared, recorded }): Inconsistency[] => {
    if (!(measure === 'PROPOSALS' || measure === 'JOINT_TASKS') || recorded === null || recorded >= declared) return [];
    return [{ rule: 'more-declared-than-named', about, sentence: `${declared} ${listed[measure]} are declared and ${recorded} named.` }];
  });
}

/** More holders are printed for a post than it has room for. */
export async function moreHoldersThanThePostHas({ db, as }: View): Promise<Inconsistency[]> {
  const figures = await everyRow((page) => as.listDeclaredFigures({ measure: 'POST_HOLDERS', ...page }));
  const posts = await db.post.findMany({ include: { organization: true } });
  return figures.flatMap(({ organizationId, qualifier, value }): Inconsistency[] => {
    const post = posts.find((each) => each.organizationId === organizationId && each.title === qualifier);
    if (post === undefined || value <= post.capacity) return [];
    const sentence = `${value} hold the post ${qualifier}, which has room for ${post.capacity}.`;
    return [{ rule: 'more-holders-than-the-post-has', about: post.organization.name, sentence }];
  });
}

/** A name is kept as it is printed and marked [sic]. */
export async function namesKeptAsPrinted({ db }: View, bodies: readonly BodyOnDay[]): Promise<Inconsistency[]> {
  const meetings = await db.meeting.findMany({ where: { summary: { contains: '[sic]' } }, orderBy: { id: 'asc' } });
  return meetings.flatMap(({ bodyId, summary }) =>
    [...(summary ?? '').matchAll(/[^\s‘“]+ \[sic\]/gu)].map(([printed]) => ({
      rule: 'kept-as-printed',
      about: bodies.find(({ body }) => body.id === bodyId)?.organization.name ?? '',
      sentence: `"${printed}": kept as the source prints it.`,
    })),
  );
}
