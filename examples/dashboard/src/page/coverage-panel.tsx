import { Bar, BarChart, CartesianGrid, Legend, XAxis, YAxis } from 'recharts';
import { ManagersCoverageDocument, type ManagersCoverageQuery } from '../generated/operations.js';
import { axis, colors, figure, HATCH, legend, mark, roundUp, still } from './chart-style.js';
import { Panel, type Drawing } from './panel.js';
import type { PanelContext } from './panel-context.js';
import { useAnswer } from './use-answer.js';

/** Of the stakeholders of influence that each member of staff keeps, how many were not contacted. */
export function CoveragePanel({ messages, asOf }: PanelContext) {
  const answer = useAnswer(ManagersCoverageDocument, { asOf });
  const draw = ({ coverage }: ManagersCoverageQuery): Drawing | undefined => {
    if (coverage.length === 0) return undefined;
    const sum = (of: (row: (typeof coverage)[number]) => number | null) => coverage.reduce((total, row) => total + (of(row) ?? 0), 0);
    const most = roundUp(Math.max(...coverage.map(({ stakeholders }) => stakeholders ?? 0)));
    const nameOf = ({ manager }: (typeof coverage)[number]) => manager?.name ?? messages.nobody;
    return {
      height: 96 + coverage.length * 44,
      summary: messages.coverageSummary(
        sum(({ notContacted }) => notContacted),
        sum(({ stakeholders }) => stakeholders),
      ),
      isWithheld: coverage.some(({ suppressed }) => suppressed),
      chart: (
        <BarChart
          {...still}
          layout="vertical"
          data={coverage.map((row) => ({
            manager: nameOf(row),
            contacted: row.stakeholders === null ? null : row.stakeholders - (row.notContacted ?? 0),
            notContacted: row.notContacted,
            withheld: row.suppressed ? most : null,
          }))}
        >
          <CartesianGrid horizontal={false} stroke={colors.grid} />
          <XAxis {...axis} type="number" domain={[0, most]} allowDecimals={false} />
          <YAxis {...axis} type="category" dataKey="manager" width={88} interval={0} />
          <Legend {...legend} />
          <Bar {...mark} dataKey="notContacted" name={messages.notContacted} stackId="manager" fill={colors.third} barSize={22} />
          <Bar {...mark} dataKey="contacted" name={messages.contacted} stackId="manager" fill={colors.first} barSize={22} />
          <Bar {...mark} dataKey="withheld" legendType="none" stackId="manager" fill={HATCH} barSize={22} />
        </BarChart>
      ),
      table: {
        caption: messages.coverageTitle,
        columns: [messages.manager, messages.stakeholders, messages.notContacted],
        rows: coverage.map((row) => [nameOf(row), figure(row.stakeholders, messages), figure(row.notContacted, messages)]),
      },
    };
  };
  return <Panel messages={messages} title={messages.coverageTitle} lead={messages.coverageLead} answer={answer} draw={draw} />;
}
