/** A table: its caption, its columns with the first naming the row, and its rows. */
export interface Table {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

// A withheld figure is a word.
const LONGEST_FIGURE = 10;

/** The figures of a chart, for whoever reads them rather than looks at them. */
export function DataTable({ caption, columns, rows, label }: Table & { readonly label: string }) {
  return (
    // What is wider than a phone scrolls, and a keyboard has to come to it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="table" aria-label={label} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells], index) => (
            // Two rows may have the same name.
            <tr key={index}>
              <th scope="row">{name}</th>
              {cells.map((cell, place) => (
                <td key={columns[place + 1]} className={typeof cell === 'string' && cell.length > LONGEST_FIGURE ? 'sentence' : 'figure'}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
