import { Bar, BarChart, CartesianGrid, LabelList, XAxis, YAxis } from 'recharts';
import { EngagementsByMonthDocument, type EngagementsByMonthQuery } from '../generated/operations.js';
import { axis, colors, figure, HATCH, mark, roundUp, still } from './chart-style.js';
import { Panel, type Drawing } from './panel.js';
import type { PanelContext } from './panel-context.js';
import { useAnswer } from './use-answer.js';

/** How many engagements there were in each month of the year. */
export function MonthsPanel({ messages, language, year }: PanelContext) {
  const answer = useAnswer(EngagementsByMonthDocument, { from: `${year}-01-01`, until: `${year + 1}-01-01` });
  const nameOf = (style: 'short' | 'long') => {
    const names = new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' });
    return (start: string) => names.format(new Date(start));
  };
  const draw = ({ engagementInsight: cells }: EngagementsByMonthQuery): Drawing | undefined => {
    const shown = cells.filter(({ engagements }) => engagements !== null);
    const peak = shown.toSorted((a, b) => (b.engagements ?? 0) - (a.engagements ?? 0))[0];
    if (peak === undefined) return undefined;
    const most = roundUp(peak.engagements ?? 0);
    const short = nameOf('short');
    const rows = monthsOf(year).map((start) => {
      const cell = cells.find((candidate) => candidate.start === start);
      return { month: short(start), engagements: cell?.engagements ?? null, withheld: cell?.suppressed === true ? most : null };
    });
    return {
      height: 260,
      summary: messages.monthsSummary(
        shown.reduce((sum, { engagements }) => sum + (engagements ?? 0), 0),
        nameOf('long')(peak.start),
        peak.engagements ?? 0,
      ),
      isWithheld: cells.some(({ suppressed }) => suppressed),
      chart: (
        <BarChart {...still} data={rows}>
          <CartesianGrid vertical={false} stroke={colors.grid} />
          <XAxis {...axis} dataKey="month" interval="preserveStart" />
          <YAxis {...axis} width={32} domain={[0, most]} allowDecimals={false} />
          <Bar {...mark} dataKey="engagements" stackId="month" fill={colors.first} maxBarSize={28}>
            <LabelList dataKey="engagements" position="top" fill={colors.axis} fontSize={12} />
          </Bar>
          <Bar {...mark} dataKey="withheld" stackId="month" fill={HATCH} maxBarSize={28} />
        </BarChart>
      ),
      table: {
        caption: messages.monthsTitle,
        columns: [messages.month, messages.engagements, messages.persons, messages.organizations],
        rows: cells.map(({ start, engagements, persons, organizations }) => [
          nameOf('long')(start),
          ...[engagements, persons, organizations].map((value) => figure(value, messages)),
        ]),
      },
    };
  };
  return <Panel messages={messages} title={messages.monthsTitle} lead={messages.monthsLead(year)} answer={answer} draw={draw} />;
}

function monthsOf(year: number): string[] {
  return Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, '0')}-01`);
}
