import type { EmbeddedFigures } from '../measure/embedded.js';
import { figureOf, type Figure } from '../measure/figure.js';
import { programNames, type ProgramName, type Query } from '../queries/query.js';
import { medianOf, spreadOf } from './statistics.js';

/** What the programs are called in tables. */
export const labels: Readonly<Record<ProgramName, string>> = {
  pcrm: 'PCRM',
  postgraphile: 'PostGraphile',
  apollo: 'Apollo Server',
  pothos: 'Yoga + Pothos',
  limit: 'the limit',
};

/** A Markdown table. */
export function markdown(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A number with as many digits as say something. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

const percent = (share: number) => `±${Math.round(share * 50)}%`;
const withSpread = (values: readonly number[]) => (values.length === 0 ? '–' : `${short(medianOf(values))} ${percent(spreadOf(values))}`);

/** Every query with every program: throughput, time, and how they compare. */
export function resultTable(queries: readonly Query[], figures: readonly Figure[]): string {
  const rows = queries.flatMap(({ name }) => {
    const [graphile, limit] = (['postgraphile', 'limit'] as const).map((program) => figureOf(figures, name, program));
    return programNames.flatMap((program) => {
      const figure = figureOf(figures, name, program);
      if (!figure) return [];
      return [
        [
          name,
          labels[program],
          withSpread(figure.perSecond),
          withSpread(figure.aloneMs),
          short(medianOf(figure.perSecond) / medianOf(graphile?.perSecond ?? [])),
          short(medianOf(figure.aloneMs) / medianOf(limit?.aloneMs ?? [])),
          short(medianOf(figure.cpuMs)),
          short(figure.memory / 1024 ** 2),
        ],
      ];
    });
  });
  return markdown(
    ['', 'program', 'requests/s at 16', 'median ms at 1', 'throughput, × PostGraphile', 'time, × the limit', 'CPU ms/request', 'RSS MB'],
    rows,
  );
}

/** How long each program takes to its first answer. */
export function startTable(starts: ReadonlyMap<ProgramName, readonly number[]>): string {
  return markdown(
    ['program', 'ms to the first answer'],
    [...starts].map(([program, times]) => [labels[program], withSpread(times)]),
  );
}

/** The product on the embedded database beside itself on a server. */
export function embeddedTable(queries: readonly Query[], { embedded, server }: EmbeddedFigures): string {
  const cells = (figures: readonly Figure[], name: string) => {
    const figure = figureOf(figures, name, 'pcrm');
    return [withSpread(figure?.perSecond ?? []), withSpread(figure?.aloneMs ?? [])];
  };
  return markdown(
    ['', 'embedded: requests/s at 16', 'median ms at 1', 'PostgreSQL: requests/s at 16', 'median ms at 1'],
    queries.map(({ name }) => [name, ...cells(embedded, name), ...cells(server, name)]),
  );
}

/** How the time of a query grows with the data. */
export function growthTable(queries: readonly Query[], sizes: ReadonlyMap<number, readonly Figure[]>): string {
  const rows = queries.flatMap(({ name }) =>
    programNames.map((program) => [
      name,
      labels[program],
      ...[...sizes.values()].map((figures) => short(medianOf(figureOf(figures, name, program)?.aloneMs ?? []))),
    ]),
  );
  return markdown(['', 'program', ...[...sizes.keys()].map((size) => `ms at ${size.toLocaleString('en')} engagements`)], rows);
}
