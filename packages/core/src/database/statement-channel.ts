import { tracingChannel } from 'node:diagnostics_channel';

/** Tells of each statement that is run beside Prisma, with its text and without its values: for traces, and for tests that count. */
export const statementChannel = tracingChannel<'pcrm:statement', { readonly text: string }>('pcrm:statement');
