/** Who took part, by id: not every program can order by a name on the other side of a link. */
export function byId<Participant extends { readonly id: string }>(participants: readonly Participant[]): Participant[] {
  return participants.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Those who took part in the engagement `e`, as the text of a JSON array, in the order of the ids. */
export const participantsText = `'[' || (
  SELECT string_agg('{"id":"' || t.id || '","name":' || to_json(t.name) || '}', ',' ORDER BY t.id)
  FROM "EngagementStakeholder" x JOIN "Stakeholder" t ON t.id = x."stakeholderId" WHERE x."engagementId" = e.id) || ']'`;
