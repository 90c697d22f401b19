import { Bar, BarChart, CartesianGrid, Legend, XAxis, YAxis } from 'recharts';
import { PolicyTasksByDivisionDocument, type PolicyTasksByDivisionQuery, type PolicyTaskStatus } from '../generated/operations.js';
import { axis, colors, legend, mark, still } from './chart-style.js';
import { Panel, type Drawing } from './panel.js';
import type { PanelContext } from './panel-context.js';
import { useAnswer } from './use-answer.js';

// Neighbours in the order of a task's life differ in lightness.
const fills: Readonly<Record<PolicyTaskStatus, string>> = {
  PROPOSED: '#00819e',
  UNDER_REVIEW: '#5d4ab8',
  MAINTAINED: colors.first,
  CLOSED: colors.second,
  SUPERSEDED: colors.quiet,
  REJECTED: colors.third,
};

/** How far the policy tasks of each division have come. */
export function TasksPanel({ messages, asOf }: PanelContext) {
  const answer = useAnswer(PolicyTasksByDivisionDocument, { asOf });
  const draw = ({ policyTaskTable: { columns, rows, total } }: PolicyTasksByDivisionQuery): Drawing | undefined => {
    if (total === 0) return undefined;
    const statuses = columns.map(({ status }) => status);
    const nameOf = ({ division }: (typeof rows)[number]) => division?.name ?? messages.noDivision;
    const labelOf = (status: PolicyTaskStatus | null) => (status === null ? '' : messages.statuses[status]);
    return {
      height: 96 + rows.length * 40,
      summary: messages.tasksSummary(total, rows.filter(({ division }) => division !== null).length),
      chart: (
        <BarChart
          {...still}
          layout="vertical"
          data={rows.map((row) => ({ name: nameOf(row), ...Object.fromEntries(row.cells.map((count, place) => [`at${place}`, count])) }))}
        >
          <CartesianGrid horizontal={false} stroke={colors.grid} />
          <XAxis {...axis} type="number" allowDecimals={false} />
          <YAxis {...axis} type="category" dataKey="name" width={132} interval={0} />
          <Legend {...legend} />
          {statuses.map((status, place) => (
            <Bar
              {...mark}
              key={status}
              dataKey={`at${place}`}
              name={labelOf(status)}
              stackId="tasks"
              fill={status === null ? colors.quiet : fills[status]}
              barSize={22}
            />
          ))}
        </BarChart>
      ),
      table: {
        caption: messages.tasksTitle,
        columns: [messages.division, ...statuses.map(labelOf), messages.total],
        rows: [
          ...rows.map((row) => [nameOf(row), ...row.cells, row.total]),
          [messages.total, ...columns.map((column) => column.total), total],
        ],
      },
    };
  };
  return <Panel messages={messages} title={messages.tasksTitle} lead={messages.tasksLead} answer={answer} draw={draw} />;
}
