import { inOneSpelling, limitSide, type Body, type ProgramName, type Query, type Side } from '../queries/query.js';
import type { Program } from './program.js';

/** The bodies with which a program is asked a query. */
export type Bodies = ReadonlyMap<ProgramName, readonly Body[]>;

/** How a program is asked a query. */
export function sideOf(query: Query, name: ProgramName): Side<unknown> {
  return name === 'limit' ? limitSide(query) : query.sides[name];
}

/**
 * Asks every program the samples of a query and compares what they answer with what the limit does. Returns the bodies.
 *
 * @throws Error that shows both where two answers differ.
 */
export async function compareAnswers(query: Query, samples: readonly unknown[], programs: readonly Program[]): Promise<Bodies> {
  const bodies = new Map<ProgramName, Body[]>();
  for (const program of programs) {
    const side = sideOf(query, program.name);
    const made: Body[] = [];
    for (const sample of samples) made.push(await side.body(sample, program.ask));
    bodies.set(program.name, made);
  }
  for (const index of samples.keys()) {
    // What writes is compared once: it would leave rows behind.
    if (query.writes && index > 0) break;
    let expected: { readonly name: string; readonly answer: unknown } | undefined;
    for (const { name, ask } of programs) {
      const data = await ask(bodies.get(name)?.[index] ?? {});
      const answer = inOneSpelling(sideOf(query, name).read(data as never));
      expected ??= { name, answer };
      const difference = firstDifference(expected.answer, answer);
      if (difference) throw new Error(`${query.name}, sample ${index}: ${expected.name} and ${name} answer differently ${difference}`);
    }
  }
  return bodies;
}

/** Where two answers differ first, with what stands there; undefined where they are equal. */
export function firstDifference(expected: unknown, found: unknown, path = 'at the top'): string | undefined {
  if (Object.is(expected, found)) return undefined;
  if (isObject(expected) && isObject(found) && Array.isArray(expected) === Array.isArray(found)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
      const difference = firstDifference(expected[key], found[key], path === 'at the top' ? `at ${key}` : `${path}.${key}`);
      if (difference) return difference;
    }
    return undefined;
  }
  return `${path}: ${JSON.stringify(expected)?.slice(0, 200)} and ${JSON.stringify(found)?.slice(0, 200)}.`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object';
}
