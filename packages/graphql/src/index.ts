// The schema, and what a server needs to run it.
export { createContext, type GraphQLContext } from './context.js';
export { describeError } from './errors.js';
export { schema } from './schema.js';
