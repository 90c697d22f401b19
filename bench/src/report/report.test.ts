import { describe, expect, test } from 'vitest';
import { firstDifference } from '../measure/compare.js';
import type { Figure } from '../measure/figure.js';
import type { Query } from '../queries/query.js';
import { judge } from './goal.js';
import { plot } from './plot.js';
import { medianOf, spreadOf } from './statistics.js';
import { growthTable, resultTable, short, startTable } from './table.js';

const query = (name: string) => ({ name, title: name }) as Query;
const figure = (program: Figure['program'], aloneMs: number[], perSecond: number[]): Figure => ({
  query: 'Q1',
  program,
  aloneMs,
  perSecond,
  cpuMs: [0.5],
  memory: 150 * 1024 ** 2,
});
const figures = [figure('pcrm', [1.2, 1, 1.1], [900, 1_000, 950]), figure('postgraphile', [2], [250]), figure('limit', [1], [1_200])];

describe('statistics', () => {
  test('a median is in the middle, whatever the order', () => {
    expect(medianOf([3, 1, 2])).toBe(2);
    expect(medianOf([10, 1, 2, 3])).toBe(2.5);
    expect(medianOf([7])).toBe(7);
    expect(medianOf([])).toBeNaN();
  });

  test('a spread is what lies between the ends, as a share of the median', () => {
    expect(spreadOf([90, 100, 120])).toBeCloseTo(0.3);
    expect(spreadOf([5])).toBe(0);
  });
});

describe('tables', () => {
  test('show each program with its ratios', () => {
    expect(resultTable([query('Q1')], figures)).toBe(
      [
        '|  | program | requests/s at 16 | median ms at 1 | throughput, × PostGraphile | time, × the limit | CPU ms/request | RSS MB |',
        '| --- | --- | --- | --- | --- | --- | --- | --- |',
        '| Q1 | PCRM | 950 ±5% | 1.10 ±9% | 3.80 | 1.10 | 0.50 | 150 |',
        '| Q1 | PostGraphile | 250 ±0% | 2.00 ±0% | 1.00 | 2.00 | 0.50 | 150 |',
        '| Q1 | the limit | 1,200 ±0% | 1.00 ±0% | 4.80 | 1.00 | 0.50 | 150 |',
      ].join('\n'),
    );
  });

  test('show starts and growth, and a dash for what was not measured', () => {
    expect(startTable(new Map([['pcrm', [640, 700, 650]]]))).toMatch(/\| PCRM \| 650 ±5% \|$/u);
    const sizes = new Map([
      [10_000, figures],
      [1_000_000, []],
    ]);
    expect(growthTable([query('Q1')], sizes)).toContain('| Q1 | PCRM | 1.10 | – |');
  });

  test('write numbers with as many digits as say something', () => {
    expect([0.1234, 12.34, 1_234.5, Number.NaN].map(short)).toEqual(['0.12', '12.3', '1,235', '–']);
  });
});

describe('the goal', () => {
  const starts = new Map([['pcrm', [900]]] as const);
  const judged = (over: Partial<Parameters<typeof judge>[0]> = {}) =>
    judge({ queries: [query('Q1')], figures, starts, sizes: new Map(), ...over });

  test('is judged line by line', () => {
    expect(judged()).toEqual([
      { demanded: "Q1: at least 3 times PostGraphile's throughput at 16 connections", measured: '3.80 times', reached: true },
      { demanded: "Q1: at most 1.25 times the limit's median at one connection", measured: '1.10 times', reached: true },
      { demanded: 'Q1: within 1.3 times from the smallest data to the largest', measured: 'not measured in this run', reached: undefined },
      { demanded: 'Startup to the first answer under 1 s on an existing database', measured: '900 ms', reached: true },
      { demanded: 'RSS under 200 MB at 16 connections', measured: '150 MB', reached: true },
    ]);
  });

  test('is not reached by what is slower', () => {
    const slow = figures.map((each) =>
      each.program === 'pcrm' ? { ...each, perSecond: [700], aloneMs: [1.3], memory: 201 * 1024 ** 2 } : each,
    );
    const sizes = new Map([
      [10_000, figures],
      [1_000_000, [figure('pcrm', [1.5], [])]],
    ]);
    const lines = judged({ figures: slow, starts: new Map([['pcrm', [1_100]]]), sizes });
    expect(lines.map(({ measured, reached }) => [measured, reached])).toEqual([
      ['2.80 times', false],
      ['1.30 times', false],
      ['1.36 times', false],
      ['1,100 ms', false],
      ['201 MB', false],
    ]);
  });
});

describe('plots', () => {
  test('have a line for each program, and names that do not lie over each other', () => {
    const curve = (ms: number) => [
      { size: 10_000, ms: 1 },
      { size: 1_000_000, ms },
    ];
    const svg = plot(
      'Q1: <all>',
      new Map([
        ['pcrm', curve(1)],
        ['limit', curve(1)],
        ['pothos', curve(90)],
      ] as const),
    );
    expect(svg).toContain('Q1: &lt;all&gt;');
    expect(svg.match(/<title>/gu)).toHaveLength(3);
    const heights = [...svg.matchAll(/y="([\d.]+)" text-anchor="start"/gu)].map(([, y]) => Number(y));
    expect(heights).toHaveLength(3);
    expect((heights[2] ?? 0) - (heights[1] ?? 0)).toBe(13);
    expect(svg).not.toContain('NaN');
  });
});

describe('comparison', () => {
  test('tells where two answers differ first', () => {
    expect(firstDifference({ a: [1, { b: 'x' }] }, { a: [1, { b: 'x' }] })).toBeUndefined();
    expect(firstDifference({ a: [1, { b: 'x' }] }, { a: [1, { b: 'y' }] })).toBe('at a.1.b: "x" and "y".');
    expect(firstDifference([1, 2], [1])).toBe('at 1: 2 and undefined.');
    expect(firstDifference(null, {})).toBe('at the top: null and {}.');
    expect(firstDifference([], {})).toBe('at the top: [] and {}.');
  });
});
