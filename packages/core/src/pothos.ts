// What the GraphQL schema needs to know of the database's models; @pcrm/core/pothos.
export type { default as PrismaTypes } from './generated/pothos.js';
export { getDatamodel } from './generated/pothos.js';
export { enumDescriptions } from './generated/enum-descriptions.js';
export * as enums from './generated/prisma/enums.js';
export type * from './generated/prisma/enums.js';
export type * from './generated/prisma/models.js';
