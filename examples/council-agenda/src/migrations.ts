import type { OwnMigration } from '@pcrm/core';

/** How the tables came about. What stands here is never changed: what is to be different comes as the next. */
export const migrations: readonly OwnMigration[] = [
  {
    name: '20130115090000_items',
    sql: `CREATE TABLE committee (
        name text PRIMARY KEY,
        stakeholder_id uuid NOT NULL
      );
      CREATE TABLE item (
        session text NOT NULL,
        number int NOT NULL,
        committee text NOT NULL,
        title text NOT NULL,
        engagement_id uuid UNIQUE,
        PRIMARY KEY (session, number)
      );`,
  },
  // Read off the printed agenda only later.
  { name: '20130121090000_starts_at', sql: 'ALTER TABLE item ADD COLUMN starts_at timestamptz NOT NULL;' },
];
