// Asking: a client, and what it throws.
export { createClient, type Client, type ClientOptions, type Operation, type RequestOptions } from './client.js';
export { NotAnswered, type AnsweredError } from './not-answered.js';
export type { Retries } from './retry.js';
// The answers of mutations.
export { dataOf, isDone, Refused, type Refusal } from './result.js';
// The operations with the types of their variables and data, generated from the schema of the service.
export * from './generated/operations.js';
