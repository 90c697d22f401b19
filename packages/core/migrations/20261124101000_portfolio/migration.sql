-- The status history and the reviews of closed rounds are not emptied either: row triggers do not see TRUNCATE.
CREATE TRIGGER "PolicyTaskStatusChange_not_emptied" BEFORE TRUNCATE ON "PolicyTaskStatusChange" EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "Review_not_emptied" BEFORE TRUNCATE ON "Review" EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "ReviewRound_not_emptied" BEFORE TRUNCATE ON "ReviewRound" EXECUTE FUNCTION refuse_change();
