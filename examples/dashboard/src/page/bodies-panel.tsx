import { Bar, BarChart, CartesianGrid, LabelList, Legend, XAxis, YAxis } from 'recharts';
import { BodiesKeepingRulesDocument, type BodiesKeepingRulesQuery } from '../generated/operations.js';
import { axis, colors, legend, mark, roundUp, still } from './chart-style.js';
import type { Messages } from './messages.js';
import { Panel, type Drawing } from './panel.js';
import type { PanelContext } from './panel-context.js';
import { useAnswer } from './use-answer.js';

type Row = BodiesKeepingRulesQuery['bodyCompliance'][number];

/** Which bodies hold the meetings that they owe, and what else there is to look at. */
export function BodiesPanel({ messages, asOf, year }: PanelContext) {
  const answer = useAnswer(BodiesKeepingRulesDocument, { asOf });
  const draw = ({ bodyCompliance: bodies }: BodiesKeepingRulesQuery): Drawing | undefined => {
    if (bodies.length === 0) return undefined;
    const nameOf = ({ body }: Row) => body.organization.name;
    const behind = bodies.filter(({ meetingsBefore, meetings }) => missedIn(meetingsBefore) || missedIn(meetings)).length;
    const most = roundUp(Math.max(...bodies.flatMap((row) => Object.values(countsOf(row)))));
    const bar = (dataKey: keyof ReturnType<typeof countsOf>, name: string, fill: string) => (
      <Bar {...mark} dataKey={dataKey} name={name} fill={fill} barSize={10}>
        <LabelList dataKey={dataKey} position="right" fill={colors.axis} fontSize={11} />
      </Bar>
    );
    return {
      height: 112 + bodies.length * 72,
      summary: messages.bodiesSummary(behind, bodies.length),
      chart: (
        <BarChart {...still} layout="vertical" data={bodies.map((row) => ({ name: nameOf(row), ...countsOf(row) }))} barGap={4}>
          <CartesianGrid horizontal={false} stroke={colors.grid} />
          <XAxis {...axis} type="number" domain={[0, most]} allowDecimals={false} />
          <YAxis {...axis} type="category" dataKey="name" width={120} interval={0} />
          <Legend {...legend} />
          {bar('dueBefore', messages.dueIn(year - 1), '#8a949e')}
          {bar('heldBefore', messages.heldIn(year - 1), '#4c87f6')}
          {bar('due', messages.dueIn(year), '#58616a')}
          {bar('held', messages.heldIn(year), colors.second)}
        </BarChart>
      ),
      table: {
        caption: messages.bodiesTitle,
        columns: [messages.body, ...[year - 1, year].flatMap((of) => [messages.dueIn(of), messages.heldIn(of)]), messages.remarks],
        rows: bodies.map((row) => {
          const { dueBefore, heldBefore, due, held } = countsOf(row);
          return [nameOf(row), dueBefore, heldBefore, due, held, remarksOn(row, messages)];
        }),
      },
    };
  };
  return <Panel messages={messages} title={messages.bodiesTitle} lead={messages.bodiesLead} answer={answer} draw={draw} />;
}

/** Regular meetings of the year before and of the year. */
function countsOf({ meetingsBefore, meetings }: Row) {
  return { dueBefore: meetingsBefore.due, heldBefore: meetingsBefore.held.regular, due: meetings.due, held: meetings.held.regular };
}

function missedIn({ due, held }: Row['meetings']): boolean {
  return held.regular < due;
}

function remarksOn({ dormancy, chairGaps, violated, warned }: Row, messages: Messages): string {
  const remarks = [
    ...dormancy.reasons.map((reason) => messages.dormancy[reason]),
    ...chairGaps.map(({ kind }) => messages.chairGaps[kind]),
    ...violated.map((check) => messages.violated(messages.checks[check])),
    ...warned.map((check) => messages.warned(messages.checks[check])),
  ];
  return remarks.length === 0 ? messages.none : [...new Set(remarks)].join(', ');
}
