import { isSuppressed, SMALLEST_GROUP } from './insight.js';

/** A cell of a table in which natural persons are counted. */
interface CountedCell {
  readonly persons: number;
}

/**
 * The cells of a table whose figures are withheld: those of fewer than five natural persons, and with them those from which they could be
 * computed. Whoever asks for the same table with one dimension less learns the total of each line; what is withheld in a line is therefore
 * two cells at least, one of them of five persons or more, since the few persons of two small cells may be the same. Cells without any
 * person stay: nobody at all is no secret.
 *
 * @param dimensions - what tells the cells apart, one function for each dimension.
 */
export function withheldCells<Cell extends CountedCell>(
  cells: readonly Cell[],
  dimensions: readonly ((cell: Cell) => unknown)[],
): ReadonlySet<Cell> {
  const withheld = new Set(cells.filter(({ persons }) => isSuppressed(persons)));
  if (withheld.size === 0) return withheld;
  const lines = dimensions.flatMap((_, index) => linesAlong(index, cells, dimensions));
  // What is withheld in one line lays another one open, until nothing more changes.
  for (let before = 0; before < withheld.size;) {
    before = withheld.size;
    for (const line of lines) protect(line, withheld);
  }
  return withheld;
}

// The lines of a dimension: cells that differ in it alone, those of the fewest persons first.
function linesAlong<Cell extends CountedCell>(
  index: number,
  cells: readonly Cell[],
  dimensions: readonly ((cell: Cell) => unknown)[],
): Cell[][] {
  const others = dimensions.filter((_, other) => other !== index);
  const lines = new Map<string, Cell[]>();
  for (const cell of cells.toSorted((a, b) => a.persons - b.persons)) {
    if (cell.persons === 0) continue;
    const key = JSON.stringify(others.map((of) => of(cell)));
    const line = lines.get(key);
    if (line) line.push(cell);
    else lines.set(key, [cell]);
  }
  return [...lines.values()];
}

function protect<Cell extends CountedCell>(line: readonly Cell[], withheld: Set<Cell>): void {
  const hidden = line.filter((cell) => withheld.has(cell));
  if (hidden.length === 0) return;
  let isSafe = hidden.length > 1 && hidden.some(({ persons }) => persons >= SMALLEST_GROUP);
  for (const cell of line) {
    if (isSafe) return;
    if (withheld.has(cell)) continue;
    withheld.add(cell);
    isSafe = true;
  }
}
