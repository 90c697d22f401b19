-- The order of stakeholders for those to whom the names of private citizens are masked: these stand first, in no order of their names.
CREATE INDEX "Stakeholder_shown_name" ON "Stakeholder"
  ((CASE WHEN ("kind" = 'PERSON' AND "categories" <@ '{CITIZEN}'::"StakeholderCategory"[] AND "categories" <> '{}') THEN '' ELSE "name" END), "id");
