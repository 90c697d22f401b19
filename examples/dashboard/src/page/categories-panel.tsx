import { Bar, BarChart, CartesianGrid, LabelList, XAxis, YAxis } from 'recharts';
import { EngagementsByCategoryDocument, type EngagementsByCategoryQuery } from '../generated/operations.js';
import { axis, colors, figure, HATCH, mark, roundUp, still } from './chart-style.js';
import { Panel, type Drawing } from './panel.js';
import type { PanelContext } from './panel-context.js';
import { useAnswer } from './use-answer.js';

/** How many engagements there were in the year with stakeholders of each category. */
export function CategoriesPanel({ messages, year }: PanelContext) {
  const answer = useAnswer(EngagementsByCategoryDocument, { from: `${year}-01-01`, until: `${year + 1}-01-01` });
  const draw = ({ engagementInsight }: EngagementsByCategoryQuery): Drawing | undefined => {
    const cells = engagementInsight.toSorted((a, b) => (b.engagements ?? -1) - (a.engagements ?? -1));
    const [first] = cells;
    if (first === undefined) return undefined;
    const most = roundUp(first.engagements ?? 0);
    const nameOf = (category: (typeof first)['category']) => (category === null ? messages.noCategory : messages.categories[category]);
    return {
      height: 48 + cells.length * 32,
      summary: messages.categoriesSummary(nameOf(first.category), first.engagements ?? 0),
      isWithheld: cells.some(({ suppressed }) => suppressed),
      chart: (
        <BarChart
          {...still}
          layout="vertical"
          data={cells.map(({ category, engagements, suppressed }) => ({
            category: nameOf(category),
            engagements,
            withheld: suppressed ? most : null,
          }))}
        >
          <CartesianGrid horizontal={false} stroke={colors.grid} />
          <XAxis {...axis} type="number" domain={[0, most]} allowDecimals={false} />
          <YAxis {...axis} type="category" dataKey="category" width={104} interval={0} />
          <Bar {...mark} dataKey="engagements" stackId="category" fill={colors.first} barSize={18}>
            <LabelList dataKey="engagements" position="right" fill={colors.axis} fontSize={12} />
          </Bar>
          <Bar {...mark} dataKey="withheld" stackId="category" fill={HATCH} barSize={18} />
        </BarChart>
      ),
      table: {
        caption: messages.categoriesTitle,
        columns: [messages.category, messages.engagements, messages.persons, messages.organizations],
        rows: cells.map(({ category, engagements, persons, organizations }) => [
          nameOf(category),
          ...[engagements, persons, organizations].map((value) => figure(value, messages)),
        ]),
      },
    };
  };
  return <Panel messages={messages} title={messages.categoriesTitle} lead={messages.categoriesLead(year)} answer={answer} draw={draw} />;
}
