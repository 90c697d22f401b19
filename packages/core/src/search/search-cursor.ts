import { z } from 'zod';
import { invalidCursor } from '../database/keyset.js';
import type { Position } from './candidates.js';

const position = z.tuple([z.int32(), z.int32(), z.uuid()]);

/** A place in the answer, for the next page to begin after. */
export function writeCursor({ rank, precedence, id }: Position): string {
  return Buffer.from(JSON.stringify([rank, precedence, id])).toString('base64url');
}

/** The place that a cursor stands for. @throws InvalidInput for what is none. */
export function readCursor(cursor: string): Position {
  try {
    const [rank, precedence, id] = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { rank, precedence, id };
  } catch {
    throw invalidCursor('after');
  }
}
