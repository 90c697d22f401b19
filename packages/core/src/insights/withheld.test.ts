import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { withheldCells } from './withheld.js';

const row = (...persons: number[]) => persons.map((count, column) => ({ persons: count, column, row: 0 }));
const shown = (cells: { persons: number; column: number; row: number }[]) => {
  const withheld = withheldCells(cells, [({ column }) => column, (cell) => cell.row]);
  return cells.map((cell) => (withheld.has(cell) ? null : cell.persons));
};

test.each([
  ['nothing small, nothing withheld', row(5, 9, 0), [5, 9, 0]],
  ['one small: the smallest of the others with it, for the total is known', row(7, 3, 9, 0), [null, null, 9, 0]],
  ['two small ones may be the same persons', row(2, 4, 9, 6), [null, null, 9, null]],
  ['one alone: the total is as small, and withheld itself', row(4, 0, 0), [null, 0, 0]],
  ['all are small', row(1, 2), [null, null]],
])('%s', (_, cells, expected) => expect(shown(cells)).toEqual(expected));

test('what is withheld for one line is not laid open by the other', () => {
  const table = [row(2, 8, 20), row(7, 9, 30), row(40, 50, 60)].flatMap((cells, index) => cells.map((cell) => ({ ...cell, row: index })));
  // The 2 hides the 8 beside it and the 7 below it; the total of the second row would tell the 7, so that the 9 goes too.
  expect(shown(table)).toEqual([null, null, 20, null, null, 30, 40, 50, 60]);
});

const cell = fc.record({ persons: fc.oneof(fc.nat(6), fc.nat(40)), column: fc.nat(4), row: fc.nat(3) });
property.prop([fc.uniqueArray(cell, { selector: ({ column, row: line }) => `${column} ${line}`, maxLength: 20 })])(
  'no line with its total tells a small cell: two are withheld at least and one of five, or all there are',
  (cells) => {
    const withheld = withheldCells(cells, [({ column }) => column, (each) => each.row]);
    for (const each of cells) if (each.persons > 0 && each.persons < 5) expect(withheld).toContain(each);
    for (const along of ['row', 'column'] as const) {
      for (const at of new Set(cells.map((each) => each[along]))) {
        const line = cells.filter((each) => each[along] === at && each.persons > 0);
        const hidden = line.filter((each) => withheld.has(each));
        const isSafe = hidden.length > 1 && hidden.some(({ persons }) => persons >= 5);
        expect(hidden.length === 0 || hidden.length === line.length || isSafe).toBe(true);
      }
    }
  },
);
