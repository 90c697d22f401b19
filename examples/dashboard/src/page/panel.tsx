import { useId, type ReactNode } from 'react';
import { ResponsiveContainer } from 'recharts';
import { WithheldNote } from './chart-style.js';
import { DataTable, type Table } from './data-table.js';
import type { Messages } from './messages.js';
import type { Answer } from './use-answer.js';

/** What is drawn of an answer: the chart, the sentence that stands for it, and its figures. */
export interface Drawing {
  readonly chart: ReactNode;
  /** In pixels. */
  readonly height: number;
  readonly summary: string;
  readonly table: Table;
  readonly isWithheld?: boolean;
}

interface PanelProps<Data> {
  readonly messages: Messages;
  readonly title: string;
  readonly lead: string;
  readonly answer: Answer<Data>;
  /** Undefined when the answer has nothing to draw. */
  readonly draw: (data: Data) => Drawing | undefined;
}

/** One question of the dashboard: what is asked, and its answer as a chart and as a table. */
export function Panel<Data>({ messages, title, lead, answer, draw }: PanelProps<Data>) {
  const heading = useId();
  return (
    <section className="panel" aria-labelledby={heading} aria-busy={answer.state === 'waiting'}>
      <h2 id={heading}>{title}</h2>
      <p className="lead">{lead}</p>
      <Answered messages={messages} answer={answer} draw={draw} />
    </section>
  );
}

function Answered<Data>({ messages, answer, draw }: Pick<PanelProps<Data>, 'messages' | 'answer' | 'draw'>) {
  switch (answer.state) {
    case 'waiting':
      return <p className="notice">{messages.waiting}</p>;
    case 'failed':
      return (
        <p className="notice" role="alert">
          {messages.failed} <code>{[answer.code, answer.requestId].filter(Boolean).join(' · ')}</code>
        </p>
      );
    case 'answered': {
      const drawing = draw(answer.data);
      return drawing === undefined ? <p className="notice">{messages.nothing}</p> : <Drawn messages={messages} drawing={drawing} />;
    }
  }
}

function Drawn({ messages, drawing }: { readonly messages: Messages; readonly drawing: Drawing }) {
  const { chart, height, summary, table, isWithheld = false } = drawing;
  return (
    <>
      {/* To whoever does not see it, the chart is its sentence: the marks within say nothing more, and take no focus. */}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an img element has no marks within */}
      <div className="chart" role="img" aria-label={summary}>
        {/* React listens for focus where the charts put their layers, and Chromium would stop the tabulator at each of them. */}
        <div inert>
          <ResponsiveContainer width="100%" height={height}>
            {chart}
          </ResponsiveContainer>
        </div>
      </div>
      {isWithheld && <WithheldNote messages={messages} />}
      <details>
        <summary>{messages.table}</summary>
        <DataTable {...table} label={messages.tableOf(table.caption)} />
      </details>
    </>
  );
}
