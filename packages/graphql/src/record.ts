import { Actor, Department } from './access.js';
import { builder } from './builder.js';
import { byId } from './by-id.js';
import { SourceType } from './sources.js';

/** What every record carries of how it came to be. */
interface Recorded {
  readonly createdAt: Date;
  readonly enteredById: string;
  readonly enteredForId: string | null;
  readonly sourceId: string | null;
}

/** The interface of every record: who entered it, for which department, from which source. */
export const Record = builder.interfaceRef<Recorded>('Record').implement({
  description: 'A record: who entered it, when, for which department, from which source.',
  fields: (t) => ({
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was entered.' }),
    enteredBy: t.field({
      type: Actor,
      description: 'Who entered it.',
      resolve: ({ enteredById }, _args, context) => byId(context, 'Actor').load(enteredById),
    }),
    enteredFor: t.field({
      type: Department,
      nullable: true,
      description: 'For which department.',
      resolve: ({ enteredForId }, _args, context) => (enteredForId === null ? null : byId(context, 'Department').load(enteredForId)),
    }),
    source: t.field({
      type: SourceType,
      nullable: true,
      description: 'From which document or conversation.',
      resolve: ({ sourceId }, _args, context) => (sourceId === null ? null : byId(context, 'Source').load(sourceId)),
    }),
  }),
});
