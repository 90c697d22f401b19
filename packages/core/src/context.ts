import type { Actor } from './access/actor.js';
import type { KeyFor } from './access/secret.js';
import type { Database } from './database/open-database.js';
import type { WriteDoor } from './database/write-door.js';
import type { Language } from './messages/language.js';

/** What every command and query is given: where the data is, who asks, and what time it is. */
export interface Context {
  readonly db: Database;
  /** For what is written in one statement. */
  readonly write: WriteDoor;
  readonly actor: Actor;
  readonly now: () => Date;
  /** Keys derived from the secret of the installation. */
  readonly keyFor: KeyFor;
  /** Id of the request it serves, kept in the audit. */
  readonly requestId?: string | undefined;
  /** In which refusals are told; English when left out. */
  readonly language?: Language | undefined;
  /** Told after each command that was committed, so that those who follow its events need not wait for the next look. */
  readonly committed?: () => void;
}
