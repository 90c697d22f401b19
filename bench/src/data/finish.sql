-- What the triggers would have kept: the counts of the insights, and the documents by which records are found.
INSERT INTO "TalliedEngagement" SELECT * FROM recounted_engagement;
INSERT INTO "TalliedStakeholder" SELECT * FROM recounted_stakeholder;
INSERT INTO "EngagementTally" SELECT * FROM recounted_engagement_tally;
INSERT INTO "StakeholderTally" SELECT * FROM recounted_stakeholder_tally;
INSERT INTO "EngagementTotal" SELECT * FROM recounted_total;
DO $$
BEGIN
  FOR part IN 0..(current_setting('pcrm.stakeholders')::int - 1) / 50000 LOOP
    PERFORM index_for_search('STAKEHOLDER', ARRAY(SELECT id FROM drawn_stakeholder WHERE number > part * 50000 AND number <= (part + 1) * 50000));
  END LOOP;
  PERFORM index_for_search('POLICY_TASK', ARRAY(SELECT id FROM "PolicyTask"));
  FOR part IN 0..(current_setting('pcrm.engagements')::int - 1) / 50000 LOOP
    PERFORM index_for_search('ENGAGEMENT', ARRAY(SELECT id FROM drawn_engagement WHERE number > part * 50000 AND number <= (part + 1) * 50000));
  END LOOP;
END $$;

SET maintenance_work_mem = '1GB';
DO $$
DECLARE
  made text;
BEGIN
  FOR made IN SELECT definition FROM index_made_again LOOP EXECUTE made; END LOOP;
END $$;

SET session_replication_role = origin;
