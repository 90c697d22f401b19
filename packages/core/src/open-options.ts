import type { SecretSource } from './access/secret.js';

/** What opening may be told beside where the data is. */
export interface OpenOptions {
  /** The clock; the system's when left out. */
  readonly now?: () => Date;
  /**
   * The secret from which keys are derived, at least 32 bytes, or the folder with the file `secret`. Left out, it is the data folder of the
   * embedded database; on a server whatever needs a key then says so.
   */
  readonly secret?: SecretSource;
  /**
   * Whether the embedded database and the file `secret` are made where they are missing; true when left out. For programs that look after
   * what is there: a folder that was mistyped is told, and nothing is left in it.
   */
  readonly create?: boolean;
}
