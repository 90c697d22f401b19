import { idOf, once, type Entry } from './entry.js';
import type { GovernmentEntry } from './plan-data.js';

/** Enters the provinces and metropolitan cities, each with the post of its head. */
export async function loadGovernments(entry: Entry): Promise<void> {
  for (const government of entry.plan.governments) {
    const id = await loadGovernment(entry, government);
    const post = { organizationId: id, title: government.head, sourceId: entry.sources.regions };
    const { id: postId } = await entry.staff.createPost(post, once('post', government.head));
    entry.posts.set(government.head, postId);
  }
}

async function loadGovernment({ staff, sources, organizations }: Entry, government: GovernmentEntry): Promise<string> {
  const { name, english, printedAs, isOwnCity = false } = government;
  const { id } = await staff.registerStakeholder(
    {
      kind: 'ORGANIZATION',
      name,
      categories: [isOwnCity ? 'OWN_CITY' : 'LOCAL_GOVERNMENT'],
      otherNames: [
        { kind: 'ENGLISH', name: english, sourceId: sources.translations },
        ...(printedAs ? [{ kind: 'ABBREVIATION', name: printedAs, sourceId: sources.plan } as const] : []),
      ],
      // Of the governments the plan prints only its own city's name in full.
      sourceId: isOwnCity ? sources.plan : sources.regions,
    },
    once('organization', name),
  );
  organizations.set(name, id);
  return id;
}

/** Enters the office, its teams with their posts, and its budgets. */
export async function loadOffice(entry: Entry): Promise<void> {
  const { plan, staff, sources } = entry;
  const { name, english, teams, budgets, budgetNote } = plan.office;
  const office = await loadUnit(entry, { name, english, parentId: ownCityOf(entry) });
  for (const team of teams) {
    const functions = team.functions.map((text) => `○ ${text}`).join('\n');
    const id = await loadUnit(entry, { name: team.name, english: team.english, parentId: office, note: `주요기능\n${functions}` });
    for (const { grade, capacity } of team.posts) {
      await staff.createPost({ organizationId: id, title: grade, capacity, sourceId: sources.plan }, once('post', team.name, grade));
    }
  }
  for (const { year, total, lines } of budgets) {
    const budget = { organizationId: office, year, total, unit: 'MILLION_KRW', lines, note: budgetNote, sourceId: sources.plan } as const;
    await staff.recordBudget(budget, once('budget', year));
  }
}

/** The id of the city whose plan it is. */
export function ownCityOf(entry: Entry): string {
  const city = entry.plan.governments.find(({ isOwnCity }) => isOwnCity);
  if (city === undefined) throw new Error('No government in data/governments.json is our own city. Mark one with "isOwnCity": true.');
  return idOf(entry.organizations, city.name);
}

interface Unit {
  readonly name: string;
  readonly english: string;
  readonly parentId: string;
  readonly note?: string;
}

async function loadUnit({ staff, sources, organizations }: Entry, { english, ...unit }: Unit): Promise<string> {
  const { id } = await staff.registerStakeholder(
    {
      kind: 'ORGANIZATION',
      categories: ['OWN_CITY'],
      ...unit,
      otherNames: [{ kind: 'ENGLISH', name: english, sourceId: sources.translations }],
      sourceId: sources.plan,
    },
    once('organization', unit.name),
  );
  organizations.set(unit.name, id);
  return id;
}
