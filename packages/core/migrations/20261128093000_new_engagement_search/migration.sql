-- By hand: what the Prisma schema cannot say.

-- The document of an engagement, from its columns.
CREATE FUNCTION engagement_document(id uuid, subject text, place text, summary text, occurred_at timestamptz) RETURNS SETOF "SearchDocument"
LANGUAGE sql STABLE AS $$
  SELECT id, 'ENGAGEMENT'::"SearchKind", '|' || search_key(subject) || '|', '', concat_ws('|', search_key(place), search_key(summary)), '',
    -- The newest first, in minutes.
    -(extract(epoch FROM occurred_at - TIMESTAMPTZ '2000-01-01 00:00Z') / 60)::int, FALSE
$$;

-- As before, but for the last part.
CREATE OR REPLACE FUNCTION search_documents(which "SearchKind", ids uuid[]) RETURNS SETOF "SearchDocument" LANGUAGE sql STABLE AS $$
  SELECT s.id, which,
    concat('|' || search_key(s.name), (SELECT string_agg('|' || search_key(o.name), '' ORDER BY o.id) FROM "OtherName" o WHERE o."stakeholderId" = s.id), '|'),
    coalesce((
      SELECT '|' || string_agg(CASE WHEN c.kind IN ('PHONE', 'MOBILE', 'FAX') THEN search_phone(c.value) ELSE search_key(c.value) END, '|' ORDER BY c.id) || '|'
      FROM "ContactPoint" c WHERE c."stakeholderId" = s.id), ''),
    concat_ws('|', search_key(s.region), search_key(s.note)),
    coalesce((
      SELECT string_agg(concat_ws('|', search_key(n.name), (
        SELECT string_agg(search_key(o.name), '|' ORDER BY o.id) FROM "OtherName" o WHERE o."stakeholderId" = n.id
      ), search_key(p.title), search_key(m.label)), '|' ORDER BY m.id)
      FROM "Membership" m JOIN "Stakeholder" n ON n.id = m."organizationId" LEFT JOIN "Post" p ON p.id = m."postId"
      WHERE m."memberId" = s.id), ''),
    -- The more influence, the earlier; archived ones last.
    CASE WHEN s."archivedAt" IS NOT NULL THEN 1 ELSE -coalesce((
      SELECT a.influence FROM "Assessment" a WHERE a."stakeholderId" = s.id AND a."policyTaskId" IS NULL
      ORDER BY a."assessedOn" DESC, a.id DESC LIMIT 1), 0) END,
    s."archivedAt" IS NOT NULL
  FROM "Stakeholder" s WHERE which = 'STAKEHOLDER' AND s.id = ANY (ids)
  UNION ALL
  SELECT t.id, which, '|' || search_key(t.title) || '|', '', coalesce(search_key(t.audience), ''), '', -coalesce(t."startYear", 0), FALSE
  FROM "PolicyTask" t WHERE which = 'POLICY_TASK' AND t.id = ANY (ids)
  UNION ALL
  SELECT m.id, which, concat('|' || search_key(m.title), '|제' || m.ordinal || '차', '|'), '',
    concat_ws('|', search_key(m.place), search_key(m.summary), (
      SELECT string_agg(concat_ws('|', search_key(i.title), search_key(i."decisionText")), '|' ORDER BY i.position) FROM "AgendaItem" i WHERE i."meetingId" = m.id)),
    (SELECT concat_ws('|', search_key(n.name), (
        SELECT string_agg(search_key(o.name), '|' ORDER BY o.id) FROM "OtherName" o WHERE o."stakeholderId" = n.id))
      FROM "Stakeholder" n WHERE n.id = m."bodyId"),
    -- The newest first, in days.
    DATE '2000-01-01' - coalesce(m."heldDate", m."plannedDate", DATE '2000-01-01'), FALSE
  FROM "Meeting" m WHERE which = 'MEETING' AND m.id = ANY (ids)
  UNION ALL
  SELECT q.id, which, '|' || search_key(q.title) || '|', '',
    concat_ws('|', search_key(q.text), search_key(q."expectedEffect"), (
      SELECT string_agg(concat_ws('|', search_key(o.subject), search_key(o.text)), '|' ORDER BY o.id) FROM "ProposalOutcome" o WHERE o."proposalId" = q.id)),
    coalesce((
      SELECT concat_ws('|', search_key(n.name), (
        SELECT string_agg(search_key(o.name), '|' ORDER BY o.id) FROM "OtherName" o WHERE o."stakeholderId" = n.id))
      FROM "Stakeholder" n WHERE n.id = q."bodyId"), ''),
    DATE '2000-01-01' - coalesce(q."proposedDate", DATE '2000-01-01'), FALSE
  FROM "Proposal" q WHERE which = 'PROPOSAL' AND q.id = ANY (ids)
  UNION ALL
  SELECT d.* FROM "Engagement" e CROSS JOIN LATERAL engagement_document(e.id, e.subject, e.place, e.summary, e."occurredAt") d
  WHERE which = 'ENGAGEMENT' AND e.id = ANY (ids)
$$;

-- What is new has no document that anybody else could write: nothing is locked, compared or looked up, which takes a quarter of the time.
CREATE FUNCTION index_new_engagements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "SearchDocument"
  SELECT d.* FROM changed e CROSS JOIN LATERAL engagement_document(e.id, e.subject, e.place, e.summary, e."occurredAt") d;
  RETURN NULL;
END $$;
DROP TRIGGER "Engagement_search_insert" ON "Engagement";
CREATE TRIGGER "Engagement_search_insert" AFTER INSERT ON "Engagement" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION index_new_engagements();
