// The schema, and what a server needs to run it.
export { COST_LIMIT, costOf } from './allowance.js';
export { executeCompiled, lanes, type LaneTaken } from './compiled/execute-compiled.js';
export { createContext, type Allowance, type Follow, type FollowedEvent, type GraphQLContext } from './context.js';
export { cursorSeal, type CursorSeal } from './cursor-seal.js';
export { describeError, refusals } from './errors.js';
export type { ToldRecord } from './follow.js';
export { koreanOfGraphQL } from './korean.js';
export { schema } from './schema.js';
