import * as generated from '../generated/operations.js';

/** The operations of the page, by their text: nothing else is asked with the key of the dashboard. */
export const ownOperations: ReadonlySet<string> = new Set(
  Object.entries(generated)
    .filter(([name]) => name.endsWith('Document'))
    .map(([, operation]) => String(operation).trim()),
);
