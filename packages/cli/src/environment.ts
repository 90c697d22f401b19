import type { DatabaseTarget, Language, SecretSource } from '@pcrm/core';

/** What the command is told by its environment. */
export interface CliEnvironment {
  /** A PostgreSQL server, or the folder of the embedded database. */
  readonly target: DatabaseTarget;
  /** The secret of the installation, or the folder that holds it. */
  readonly secret: SecretSource;
  /** Who acts, where the command line does not say. */
  readonly actingAs: string | undefined;
  /** In which refusals are told. */
  readonly language: Language;
}

/**
 * Reads the same variables as the service: DATABASE_URL, PCRM_DATA_DIR (./data) and PCRM_SECRET; and PCRM_ACTOR, and the locale of messages.
 * Empty ones count as left out.
 */
export function readCliEnvironment(values: Readonly<Record<string, string | undefined>> = process.env): CliEnvironment {
  const given = (name: string) => values[name]?.trim() || undefined;
  const dataDir = given('PCRM_DATA_DIR') ?? './data';
  const databaseUrl = given('DATABASE_URL');
  return {
    target: databaseUrl === undefined ? { dataDir } : { databaseUrl },
    secret: given('PCRM_SECRET') ?? { folder: dataDir },
    actingAs: given('PCRM_ACTOR'),
    // In the order in which POSIX asks them; ko_KR.UTF-8 is Korean.
    language: /^ko(?:[_.@]|$)/u.test(given('LC_ALL') ?? given('LC_MESSAGES') ?? given('LANG') ?? '') ? 'ko' : 'en',
  };
}
