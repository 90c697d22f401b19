// The front door: opening PCRM, and acting as somebody.
export { openPcrm, pcrmOn, type OpenOptions, type Pcrm, type PcrmAs } from './open-pcrm.js';
export type { DatabaseTarget, ReadDatabase } from './database/open-database.js';
export type { Context } from './context.js';
export type { CommandOptions } from './command.js';

// Who acts, and what they may do.
export { allScopes, permits, requireScope, systemActor, type Actor, type Scope } from './access/actor.js';
export type { StoredApiKey } from './access/access-commands.js';

// What is refused, and why.
export {
  CannotOpen,
  Conflict,
  Forbidden,
  InvalidInput,
  NotFound,
  PcrmError,
  StaleVersion,
  type ErrorCode,
  type Problem,
} from './errors.js';

// Dates that may be partial, and periods.
export { formatPartialDate, OFFICE_TIME_ZONE, officeDay, parsePartialDate, type PartialDate } from './period.js';

// Lists to page through.
export { countRows, countRowsOfEach, DEFAULT_PAGE_SIZE, loadPage, loadPages, MAX_PAGE_SIZE } from './database/keyset.js';
export type { KeysetList, Page, PageRequest } from './database/keyset.js';

// Records, as the database holds them.
export { Prisma } from './generated/prisma/client.js';
export type {
  Actor as ActorRecord,
  Assessment,
  AuditRecord,
  ContactPoint,
  Department,
  OtherName,
  RelationshipManager,
  Source,
  Stakeholder,
} from './generated/prisma/client.js';

// Stakeholders.
export { stakeholderList, type StakeholderFilter, type StakeholderOrder } from './stakeholders/stakeholder-queries.js';
