import { builder } from './builder.js';
import './error-types.js';
import './scalars.js';
import './access.js';
import './stakeholders.js';

builder.queryType({ description: 'What can be asked.' });
builder.mutationType({
  description: 'What can be done. Each answers with a result or with an expected error, and then nothing was written.',
});

/** The executable schema. */
export const schema = builder.toSchema();
