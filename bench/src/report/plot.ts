import { programNames, type ProgramName } from '../queries/query.js';
import { labels, short } from './table.js';

/** The median of each program at each size of the data, in ms. */
export type Curves = ReadonlyMap<ProgramName, readonly { readonly size: number; readonly ms: number }[]>;

const WIDTH = 640;
const HEIGHT = 360;
const LEFT = 64;
const RIGHT = 130;
const TOP = 40;
const BOTTOM = 44;
// Told apart by those who see no colours, too: each line has dashes of its own.
const strokes: Readonly<Record<ProgramName, { readonly colour: string; readonly dashes: string }>> = {
  pcrm: { colour: '#1d4ed8', dashes: 'none' },
  postgraphile: { colour: '#b45309', dashes: '8 4' },
  apollo: { colour: '#7c3aed', dashes: '2 3' },
  pothos: { colour: '#be123c', dashes: '10 3 2 3' },
  limit: { colour: '#475569', dashes: '4 4' },
};

/** A picture of how the time of a query grows with the data: both scales are logarithmic. */
export function plot(title: string, curves: Curves): string {
  const points = [...curves.values()].flat();
  const sizes = [...new Set(points.map(({ size }) => size))].toSorted((a, b) => a - b);
  const powers = points.map(({ ms }) => Math.log10(ms));
  const [lowest, highest] = [Math.floor(Math.min(...powers)), Math.ceil(Math.max(...powers) + 0.01)];
  const [smallest = 1, largest = 10] = [sizes[0], sizes.at(-1)];
  const x = (size: number) => LEFT + (Math.log(size / smallest) / Math.log(largest / smallest)) * (WIDTH - LEFT - RIGHT);
  const y = (ms: number) => HEIGHT - BOTTOM - ((Math.log10(ms) - lowest) / (highest - lowest)) * (HEIGHT - TOP - BOTTOM);
  const ticks = Array.from({ length: highest - lowest + 1 }, (_, index) => 10 ** (lowest + index));
  const grid = [
    ...ticks.map(
      (ms) => `<path d="M${LEFT} ${y(ms).toFixed(1)}H${WIDTH - RIGHT}" stroke="#e2e8f0"/>${text(LEFT - 8, y(ms) + 4, `${ms} ms`, 'end')}`,
    ),
    ...sizes.map((size) => text(x(size), HEIGHT - BOTTOM + 20, size.toLocaleString('en'), 'middle')),
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, 'engagements', 'middle'),
  ];
  const ends = programNames.flatMap((program) => {
    const last = curves.get(program)?.at(-1);
    return last ? [{ program, ms: last.ms, at: y(last.ms) }] : [];
  });
  const lines = programNames.flatMap((program) => {
    const curve = curves.get(program);
    if (!curve) return [];
    const { colour, dashes } = strokes[program];
    const path = curve.map(({ size, ms }, index) => `${index === 0 ? 'M' : 'L'}${x(size).toFixed(1)} ${y(ms).toFixed(1)}`).join('');
    return [
      `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dashes}"><title>${labels[program]}</title></path>`,
    ];
  });
  const names = apart(ends).map(({ program, ms, at }) =>
    text(WIDTH - RIGHT + 8, at + 4, `${labels[program]} ${short(ms)}`, 'start', strokes[program].colour),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="11" role="img" aria-label="${escaped(title)}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${LEFT}" y="22" font-size="13" fill="#0f172a">${escaped(title)}</text>`,
    ...grid,
    ...lines,
    ...names,
    '</svg>\n',
  ].join('\n');
}

const LINE_HEIGHT = 13;

// Names of lines that end at the same height are written one below the other.
function apart<End extends { readonly at: number }>(ends: readonly End[]): End[] {
  let above = -Infinity;
  return ends
    .toSorted((a, b) => a.at - b.at)
    .map((end) => {
      above = Math.max(end.at, above + LINE_HEIGHT);
      return { ...end, at: above };
    });
}

// oxlint-disable-next-line max-params -- a text has two places, words, an end that stands there and a colour
function text(x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end', colour = '#334155'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${colour}">${escaped(words)}</text>`;
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
