import { SMALLEST_GROUP } from '../insights/insight.js';

/** A group in a table that persons are counted in; null where the number is not told. */
export interface CountedGroup {
  readonly persons: number | null;
}

/**
 * The groups with the numbers that may be told. Where what is hidden is one group, or fewer persons than the smallest that may be told,
 * the total less the others would give it away: the next smallest groups are hidden with it. Nobody at all is no secret.
 */
export function withoutSmallGroups<Group extends { readonly persons: number }>(
  groups: readonly Group[],
): (Omit<Group, 'persons'> & CountedGroup)[] {
  const bySize = groups.filter(({ persons }) => persons > 0).toSorted((a, b) => a.persons - b.persons);
  const hidden = new Set<Group>();
  let total = 0;
  for (const group of bySize) {
    const isSafe = hidden.size === 0 || (hidden.size > 1 && total >= SMALLEST_GROUP);
    if (group.persons >= SMALLEST_GROUP && isSafe) break;
    hidden.add(group);
    total += group.persons;
  }
  return groups.map((group) => (hidden.has(group) ? { ...group, persons: null } : group));
}
