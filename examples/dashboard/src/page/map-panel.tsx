import { CartesianGrid, LabelList, Legend, Scatter, ScatterChart, XAxis, YAxis, ZAxis } from 'recharts';
import { InfluenceAndInterestDocument, type InfluenceAndInterestQuery } from '../generated/operations.js';
import { axis, colors, figure, HATCH, legend, mark, still } from './chart-style.js';
import { Panel, type Drawing } from './panel.js';
import type { PanelContext } from './panel-context.js';
import { useAnswer } from './use-answer.js';

// Organizations stand to the left of where a pair lies and persons to the right, so that neither hides the other.
const ASIDE = 0.22;
// Area of the smallest and of the largest mark.
const AREAS: [number, number] = [180, 420];
const scale = { type: 'number', domain: [0.5, 5.5], ticks: [1, 2, 3, 4, 5] } as const;

/** How many stakeholders are judged to have each pair of influence and interest. */
export function MapPanel({ messages, asOf }: PanelContext) {
  const answer = useAnswer(InfluenceAndInterestDocument, { asOf });
  const draw = ({ influenceInterestMap: cells }: InfluenceAndInterestQuery): Drawing | undefined => {
    if (cells.length === 0) return undefined;
    const marks = marksOf(cells);
    const label = <LabelList dataKey="count" position="center" fill="#fff" fontSize={12} />;
    return {
      height: 340,
      summary: messages.mapSummary(cells.length),
      isWithheld: cells.some(({ suppressed }) => suppressed),
      chart: (
        <ScatterChart {...still} margin={{ ...still.margin, bottom: 20 }}>
          <CartesianGrid stroke={colors.grid} />
          <XAxis
            {...axis}
            {...scale}
            dataKey="x"
            label={{ value: messages.interest, position: 'insideBottom', offset: -12, fill: colors.axis, fontSize: 13 }}
          />
          <YAxis
            {...axis}
            {...scale}
            dataKey="y"
            width={44}
            label={{ value: messages.influence, angle: -90, position: 'insideLeft', fill: colors.axis, fontSize: 13 }}
          />
          <ZAxis dataKey="count" range={AREAS} domain={[1, marks.most]} />
          <Legend {...legend} />
          <Scatter {...mark} name={messages.organizations} data={marks.organizations} shape="circle" fill={colors.first}>
            {label}
          </Scatter>
          <Scatter {...mark} name={messages.persons} data={marks.persons} shape="diamond" fill={colors.third}>
            {label}
          </Scatter>
          <Scatter {...mark} legendType="none" data={marks.withheld} shape="diamond" fill={HATCH} stroke={colors.quiet} />
        </ScatterChart>
      ),
      table: {
        caption: messages.mapTitle,
        columns: [`${messages.influence} × ${messages.interest}`, messages.organizations, messages.persons],
        rows: cells.map(({ influence, interest, organizations, persons }) => [
          `${influence} × ${interest}`,
          organizations,
          figure(persons, messages),
        ]),
      },
    };
  };
  return <Panel messages={messages} title={messages.mapTitle} lead={messages.mapLead} answer={answer} draw={draw} />;
}

function marksOf(cells: InfluenceAndInterestQuery['influenceInterestMap']) {
  const at = (aside: number, count: number, cell: (typeof cells)[number]) => ({ x: cell.interest + aside, y: cell.influence, count });
  return {
    organizations: cells.filter(({ organizations }) => organizations > 0).map((cell) => at(-ASIDE, cell.organizations, cell)),
    persons: cells.filter(({ persons }) => persons !== null && persons > 0).map((cell) => at(ASIDE, cell.persons ?? 0, cell)),
    withheld: cells.filter(({ suppressed }) => suppressed).map((cell) => at(ASIDE, 1, cell)),
    most: Math.max(2, ...cells.flatMap(({ organizations, persons }) => [organizations, persons ?? 0])),
  };
}
