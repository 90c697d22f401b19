import { parsePartialDate } from '@pcrm/core';
import { GraphQLError, valueFromASTUntyped } from 'graphql';
import { builder } from './builder.js';

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/u;

builder.scalarType('DateTime', {
  description: 'An instant in ISO 8601 with its offset, such as 2013-01-15T00:30:00+09:00. Answers are in UTC.',
  serialize: (value) => value.toISOString(),
  parseValue: (value) => {
    const date = typeof value === 'string' && instantPattern.test(value) ? new Date(value) : undefined;
    if (date === undefined || Number.isNaN(date.getTime())) {
      throw new GraphQLError('Write an instant with its offset, such as 2013-01-15T00:30:00+09:00.');
    }
    return date;
  },
});

builder.scalarType('Date', {
  description: 'A calendar day, as YYYY-MM-DD.',
  serialize: (value) => value,
  parseValue: (value) => dateText(value, 'Write an existing day as YYYY-MM-DD.', /^\d{4}-\d{2}-\d{2}$/u),
});

builder.scalarType('PartialDate', {
  description: 'A date as far as it is known: YYYY, YYYY-MM or YYYY-MM-DD. It keeps its precision.',
  serialize: (value) => value,
  parseValue: (value) => dateText(value, 'Write an existing date as YYYY, YYYY-MM or YYYY-MM-DD.', /^/u),
});

builder.scalarType('SafeInt', {
  description: 'A whole number up to 9,007,199,254,740,991 (2^53 - 1), such as an amount of money.',
  serialize: (value) => {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new GraphQLError('The number is too large to be sent as JSON.');
    return number;
  },
  parseValue: (value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new GraphQLError('Write a whole number up to 9007199254740991.');
    return value;
  },
});

builder.scalarType('JSON', {
  description: 'Any JSON value.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});

function dateText(value: unknown, message: string, pattern: RegExp): string {
  if (typeof value !== 'string' || !pattern.test(value) || parsePartialDate(value) === undefined) throw new GraphQLError(message);
  return value;
}
