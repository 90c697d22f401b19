import { loadRow, type KeysetList, type NumberedEvent } from '@pcrm/core';
import { GraphQLError } from 'graphql';
import type { FollowedEvent, GraphQLContext } from './context.js';

/** What a subscription is told of: a record after an event. */
export interface ToldRecord<Row> extends FollowedEvent {
  readonly row: Row;
}

interface Followed<Row> {
  readonly isMeant: (event: NumberedEvent) => boolean;
  /** The list of which the records are told, as the asker may see it. Throws what the caller is told at once. */
  readonly listFor: (asker: GraphQLContext) => KeysetList<Row>;
}

/**
 * The records that events are about, each as it is when it is told, and only while the list has it. Whether the caller may see it is asked
 * for each event anew; of one that they may not see nothing is told.
 *
 * @throws Forbidden or InvalidInput at once, before anything is followed.
 */
export function followRecords<Row>(
  context: GraphQLContext,
  { isMeant, listFor }: Followed<Row>,
): AsyncGenerator<ToldRecord<Row>, void, undefined> {
  const { follow } = context;
  if (follow === undefined) throw new GraphQLError('Nothing can be subscribed to here: ask the service for an event stream.');
  listFor(context);
  return tellRecords(follow(isMeant), listFor);
}

async function* tellRecords<Row>(
  events: AsyncIterable<FollowedEvent>,
  listFor: Followed<Row>['listFor'],
): AsyncGenerator<ToldRecord<Row>, void, undefined> {
  for await (const { event, context } of events) {
    const row = await loadRow(context.db, listFor(context), event.subjectId);
    if (row !== undefined) yield { event, context, row };
  }
}
