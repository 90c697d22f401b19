import { fc } from '@fast-check/vitest';
import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
} from 'graphql';
import { schema } from './schema.js';
import { writeArguments, type Values } from './testing-values.js';

/** What generated operations are written with. */
export interface Words {
  /** Ids by type, encoded. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  /** What is searched and filtered by. */
  readonly texts: readonly string[];
  /** The fields that are asked for; left out, every one. */
  readonly asks?: (field: GraphQLField<unknown, unknown>) => boolean;
  /** Whether pages are also read from the end, and now and then with an argument that is refused. */
  readonly mistakes?: boolean;
}

/** Draws a whole number below a limit. */
export type Draw = (below: number) => number;

const DEEPEST = 4;

/**
 * Operations over the whole schema: a root field with filters, orders, pages, counts, cursors and whatever lies below them. The same seed
 * writes the same operations.
 */
export function generateOperations(words: Words, { count, seed }: { readonly count: number; readonly seed: number }): string[] {
  return generate((draw) => writeOperation(draw, words), { count, seed });
}

/** What is made of draws, so many times. The same seed makes the same. */
export function generate<Made>(make: (draw: Draw) => Made, { count, seed }: { readonly count: number; readonly seed: number }): Made[] {
  const made = fc.gen().map((gen) => make((below) => gen(fc.nat, { max: below - 1 })));
  return fc.sample(made, { numRuns: count, seed });
}

/** One operation. */
export function writeOperation(draw: Draw, words: Words): string {
  const { asks = () => true } = words;
  const fields = Object.values((schema.getQueryType() as GraphQLObjectType).getFields()).filter(asks);
  return `{ ${writeField(pick(draw, fields), DEEPEST, { draw, asks, values: randomValues(draw, words) })} }`;
}

interface Writer {
  readonly draw: Draw;
  readonly asks: NonNullable<Words['asks']>;
  readonly values: Values;
}

function writeField(field: GraphQLField<unknown, unknown>, depth: number, writer: Writer): string {
  return `${field.name}${writeArguments(field.args, writer.values)} ${writeSelection(getNamedType(field.type).name, depth, writer)}`;
}

function writeSelection(typeName: string, depth: number, writer: Writer): string {
  const type = schema.getType(typeName);
  if (isObjectType(type)) return `{ __typename ${writeFields(type, depth, writer)} }`;
  if (!isInterfaceType(type) && !isUnionType(type)) return '';
  const each = schema.getPossibleTypes(type).filter(() => writer.draw(2) === 0);
  const common = isInterfaceType(type) ? writeFields(type, depth, writer) : '';
  // Each type has aliases of its own: fields of one name may take other arguments in another type.
  const apart = each
    .slice(0, 2)
    .map((possible) => `... on ${possible.name} { __typename ${writeFields(possible, depth, writer, `of${possible.name}`)} }`);
  return `{ __typename ${common} ${apart.join(' ')} }`;
}

function writeFields(type: GraphQLObjectType | GraphQLInterfaceType, depth: number, writer: Writer, prefix = 'f'): string {
  const { draw, asks } = writer;
  const fields = Object.values(type.getFields()).filter((field) => asks(field) && (depth > 1 || !isComposite(field)));
  const isPart = /Connection$|Edge$/u.test(type.name);
  const drawn = () => Array.from({ length: fields.length === 0 ? 0 : 1 + draw(4) }, () => pick(draw, fields));
  const chosen = isPart ? fields.filter(() => draw(4) > 0) : drawn();
  // A part of a list is no step downward.
  return chosen.map((field, index) => `${prefix}${index}: ${writeField(field, isPart ? depth : depth - 1, writer)}`).join(' ');
}

function isComposite(field: GraphQLField<unknown, unknown>): boolean {
  const type = getNamedType(field.type);
  return isObjectType(type) || isInterfaceType(type) || isUnionType(type);
}

const days = ['2010-01-01', '2011-03-01', '2012-02-15', '2012-10-01', '2012-11-30', '2012-12-12', '2012-12-20', '2014-07-01'];
const nowhere = '00000000-0000-7000-8000-0000000000ff';

function randomValues(draw: Draw, { ids, texts, mistakes = false }: Words): Values {
  const oneOf = (values: readonly string[]) => pick(draw, values);
  const scalar: Values['scalar'] = (type, { name }) => {
    switch (type) {
      case 'Int':
        // Pages small enough that what lies below them may be asked, too.
        if (/^(?:first|last)$/u.test(name)) return mistakes && draw(30) === 0 ? pick(draw, ['0', '101', '-1']) : String(1 + draw(4));
        return String(/year$/iu.test(name) ? 2010 + draw(4) : draw(14));
      case 'Boolean':
        return oneOf(['true', 'false']);
      case 'Date':
        return JSON.stringify(oneOf(days));
      case 'PartialDate':
        return JSON.stringify(oneOf(days).slice(0, [4, 7, 10][draw(3)]));
      case 'DateTime':
        return JSON.stringify(`${oneOf(days)}T${oneOf(['00', '09', '23'])}:00:00+09:00`);
      case 'String':
        return JSON.stringify(/^(?:after|before)$/u.test(name) ? 'a cursor that nobody gave' : oneOf(texts));
      default:
        return '1';
    }
  };
  return {
    id: (types) => {
      const known = (types.length === 0 ? Object.values(ids) : types.map((type) => ids[type] ?? [])).flat();
      return JSON.stringify(known.length === 0 ? nowhere : oneOf(known));
    },
    scalar,
    oneOf,
    // A cursor that nobody gave only shows that it is refused; one page from the front and one from the back contradict each other.
    isGiven: ({ name }) => {
      if (!/^(?:after|before|last)$/u.test(name)) return draw(name === 'first' ? 2 : 4) === 0;
      return mistakes && draw(name === 'last' ? 10 : 60) === 0;
    },
    length: () => 1 + draw(2),
  };
}

function pick<Item>(draw: Draw, items: readonly Item[]): Item {
  return items[draw(items.length)] as Item;
}
