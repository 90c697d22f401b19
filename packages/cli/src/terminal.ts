import type { Language, Pcrm } from '@pcrm/core';

/** Where the command runs, on which PCRM, and where it says what. */
export interface Terminal {
  /** Opens what exists, or with `create` makes it. */
  readonly open: (create: boolean) => Promise<Pcrm>;
  /** Who acts, where the command line does not say. */
  readonly actingAs: string | undefined;
  /** In which refusals are told. */
  readonly language: Language;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** What every subcommand takes. */
export interface CommonOptions {
  readonly as?: string;
  readonly json?: boolean;
  readonly create?: boolean;
}
