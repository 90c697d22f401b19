import { expectTypeOf, test } from 'vitest';
import {
  createClient,
  dataOf,
  EngagementInsightDocument,
  isDone,
  LogEngagementDocument,
  NotAnswered,
  ViewerDocument,
  type EngagementChannel,
  type LogEngagementMutation,
  type Refusal,
  type Role,
} from './index.js';

// As a code generator writes it into another package: a class of its own, whose private field makes it no other's.
declare class GeneratedElsewhere extends String {
  __apiType?: (variables: { readonly year: number }) => { readonly tasks: number };
  private value: string;
}

const client = createClient({ url: 'https://pcrm.test/graphql' });

test('data have the types of the schema', async () => {
  const { viewer } = await client.send(ViewerDocument);
  expectTypeOf(viewer.role).toEqualTypeOf<Role | null>();
  const { engagementInsight } = await client.send(EngagementInsightDocument, { from: '2013-01-01', until: '2014-01-01', by: 'MONTH' });
  expectTypeOf(engagementInsight[0]!.engagements).toEqualTypeOf<number | null>();
  expectTypeOf(engagementInsight[0]!.channel).toEqualTypeOf<EngagementChannel | null>();
});

test('variables are checked', () => {
  expectTypeOf(client.send(ViewerDocument)).resolves.toHaveProperty('viewer');
  // @ts-expect-error: it takes a period.
  void client.send(EngagementInsightDocument);
  // @ts-expect-error: there is no such unit.
  void client.send(EngagementInsightDocument, { from: '2013-01-01', until: '2014-01-01', by: 'FORTNIGHT' });
  // @ts-expect-error: it takes no variables.
  void client.send(ViewerDocument, { id: '1' });
  const contact = { occurredAt: '', channel: 'VISIT', direction: 'OUTBOUND', subject: '', stakeholderIds: [] } as const;
  void client.send(LogEngagementDocument, { input: contact });
  // @ts-expect-error: there is no such channel.
  void client.send(LogEngagementDocument, { input: { ...contact, channel: 'PIGEON' } });
});

test('an operation that is generated elsewhere is one as well; a text without types answers nobody knows what', async () => {
  const elsewhere = {} as GeneratedElsewhere;
  expectTypeOf(await client.send(elsewhere, { year: 2013 })).toEqualTypeOf<{ readonly tasks: number }>();
  // @ts-expect-error: it takes a year.
  void client.send(elsewhere);
  // @ts-expect-error: a year is a number.
  void client.send(elsewhere, { year: '2013' });
  expectTypeOf(await client.send('{ viewer { name } }')).toEqualTypeOf<unknown>();
  // @ts-expect-error: a parsed document is no text.
  void client.send({ kind: 'Document', definitions: [] });
});

test('a mutation is done or refused, and the compiler knows which', () => {
  const answer = {} as LogEngagementMutation['logEngagement'];
  expectTypeOf(dataOf(answer).topics).toEqualTypeOf<readonly string[]>();
  if (isDone(answer)) {
    expectTypeOf(answer.data.version).toEqualTypeOf<number>();
  } else {
    expectTypeOf(answer).toExtend<Refusal>();
    if (answer.__typename === 'InvalidInputError') expectTypeOf(answer.problems[0]!.path).toEqualTypeOf<readonly string[]>();
  }
});

test('what is thrown says what an administrator asks for', () => {
  expectTypeOf<NotAnswered['status']>().toEqualTypeOf<number | undefined>();
  expectTypeOf<NotAnswered['requestId']>().toEqualTypeOf<string>();
});
