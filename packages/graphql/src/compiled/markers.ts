import { cursorOf, maskContact, maskName, withheldCells } from '@pcrm/core';
import type { GraphQLContext } from '../context.js';
import type { Json } from './json-text.js';
import type { Fragment } from './sql-fragment.js';

/*
 * What only this program can write: the cursors, which are sealed with its key, masks, and which figures are withheld. The statement answers
 * with the raw value between two control characters, which JSON text never has, and the value is replaced before the text leaves. What has no
 * end, or a kind that is not known, is an error and no answer.
 */

const BEGIN = '\u0001';
const END = '\u0002';

type Marker = 'cursor' | 'name' | 'contact' | 'table' | 'figure' | 'elsewhere';
const kinds: Readonly<Record<Marker, string>> = { cursor: 'c', name: 'n', contact: 'p', table: 't', figure: 'f', elsewhere: 'e' };

/** The answer is not in what was read: the resolvers find it. */
export class AnsweredElsewhere extends Error {
  override readonly name = 'AnsweredElsewhere';
}

function marked(kind: Marker, payload: Json): Json {
  return [`${BEGIN}${kinds[kind]}`, ...payload, END];
}

/** A cursor, of the values that a row is ordered by and the number of its purpose. */
export function cursorMarker(purpose: Fragment, keys: Fragment): Json {
  return marked('cursor', [purpose, ':', keys]);
}

/** A name, as JSON, that is shown masked. */
export function maskedNameMarker(name: Json): Json {
  return marked('name', name);
}

/** A contact point, of its kind and its value as JSON, of which the value is shown masked. */
export function maskedContactMarker(kind: Fragment, value: Json): Json {
  return marked('contact', [kind, ':', ...value]);
}

/**
 * Where a table begins of which figures may be withheld: its cells as JSON, each an array of how many persons it is of and what tells it
 * apart. Nothing is shown of it.
 */
export function tableMarker(cells: Json): Json {
  return marked('table', cells);
}

/** What stands in a cell of the last table that began, counted from 1: of what is withheld, and otherwise. */
export function figureMarker(place: Fragment, withheld: string, otherwise: Json): Json {
  return marked('figure', [place, `:${withheld}:`, ...otherwise]);
}

/** Where the resolvers have to be asked. */
export const elsewhereMarker = `${BEGIN}${kinds.elsewhere}${END}`;

/** The answer with every marker replaced. @throws AnsweredElsewhere when the resolvers have to be asked. */
export function withoutMarkers(text: string, { cursors, actor }: GraphQLContext, purposes: readonly string[]): string {
  let begin = text.indexOf(BEGIN);
  if (begin < 0) return text;
  let answer = '';
  let position = 0;
  let withheld: ReadonlySet<number> | undefined;
  while (begin >= 0) {
    const end = text.indexOf(END, begin);
    if (end < 0) throw new Error('A marker has no end.');
    answer += text.slice(position, begin) + shown(text.slice(begin + 1, end));
    position = end + 1;
    begin = text.indexOf(BEGIN, position);
  }
  return answer + text.slice(position);

  function shown(marker: string): string {
    const colon = marker.indexOf(':');
    switch (marker.charAt(0)) {
      case kinds.cursor: {
        const purpose = purposes[Number(marker.slice(1, colon))];
        if (purpose === undefined) throw new Error('A cursor has no purpose.');
        return `"${cursors.seal(cursorOf(marker.slice(colon + 1)), [purpose, actor.id])}"`;
      }
      case kinds.name:
        return JSON.stringify(maskName(JSON.parse(marker.slice(1)) as string));
      case kinds.contact: {
        const kind = marker.slice(1, colon) as Parameters<typeof maskContact>[0]['kind'];
        return JSON.stringify(maskContact({ kind, value: JSON.parse(marker.slice(colon + 1)) as string }));
      }
      case kinds.table:
        withheld = withheldPlaces(JSON.parse(marker.slice(1)) as CellOfTable[]);
        return '';
      case kinds.figure: {
        const [place, ofWithheld = '', otherwise = ''] = marker.slice(1).split(':');
        if (withheld === undefined) throw new Error('A figure is of no table.');
        return withheld.has(Number(place)) ? ofWithheld : otherwise;
      }
      case kinds.elsewhere:
        throw new AnsweredElsewhere();
      default:
        throw new Error('A marker is of no known kind.');
    }
  }
}

type CellOfTable = readonly [persons: number, ...dimensions: unknown[]];

function withheldPlaces(table: readonly CellOfTable[]): ReadonlySet<number> {
  const cells = table.map(([persons, ...dimensions], index) => ({ place: index + 1, persons, dimensions }));
  const dimensions = (cells[0]?.dimensions ?? []).map((_, index) => (cell: (typeof cells)[number]) => cell.dimensions[index]);
  return new Set([...withheldCells(cells, dimensions)].map(({ place }) => place));
}
