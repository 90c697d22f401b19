import { createClient, NotAnswered, type Operation } from '@pcrm/client';
import { useEffect, useState } from 'react';

// The server of this page adds the key: none is here.
const client = createClient({ url: '/graphql', retries: { times: 2, longestPauseMs: 3_000 } });

/** What has become of a question. */
export type Answer<Data> =
  | { readonly state: 'waiting' }
  | { readonly state: 'answered'; readonly data: Data }
  | { readonly state: 'failed'; readonly code: string; readonly requestId: string | undefined };

/** Asks an operation, and again whenever its variables change. */
export function useAnswer<Data, Variables extends Readonly<Record<string, string>>>(
  operation: Operation<Data, Variables>,
  variables: Variables,
): Answer<Data> {
  const question = JSON.stringify(variables);
  const [latest, setLatest] = useState<{ readonly question: string; readonly answer: Answer<Data> }>();
  useEffect(() => {
    const given = new AbortController();
    const tell = (answer: Answer<Data>) => {
      if (!given.signal.aborted) setLatest({ question, answer });
    };
    client
      .with({ signal: given.signal })
      .send(operation as Operation<Data, Record<string, string>>, JSON.parse(question) as Record<string, string>)
      .then(
        (data) => tell({ state: 'answered', data }),
        (error: unknown) => {
          const known = error instanceof NotAnswered ? error : undefined;
          tell({ state: 'failed', code: known?.code ?? 'FAULT', requestId: known?.requestId });
        },
      );
    return () => given.abort();
  }, [operation, question]);
  return latest?.question === question ? latest.answer : { state: 'waiting' };
}
