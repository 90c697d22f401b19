-- Lists of proposals run from drafts, which have no date, to the first that was submitted.
CREATE INDEX "Proposal_order_idx" ON "Proposal" (coalesce("proposedDate", DATE '9999-12-31'), id);
