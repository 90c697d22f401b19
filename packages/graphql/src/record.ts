import { Actor, Department } from './access.js';
import { builder } from './builder.js';
import { maybeNamedBy, namedBy } from './by-id.js';
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
      ...namedBy('Actor', 'enteredById'),
    }),
    enteredFor: t.field({
      type: Department,
      nullable: true,
      description: 'For which department.',
      ...maybeNamedBy('Department', 'enteredForId'),
    }),
    source: t.field({
      type: SourceType,
      nullable: true,
      description: 'From which document or conversation.',
      ...maybeNamedBy('Source', 'sourceId'),
    }),
  }),
});
