import { channel } from 'node:diagnostics_channel';
import {
  Conflict,
  Forbidden,
  InvalidInput,
  messageOf,
  NotFound,
  PcrmError,
  problemsOf,
  StaleVersion,
  tellerOf,
  type Tell,
} from '@pcrm/core';
import { PothosValidationError } from '@pothos/core';
import { GraphQLError } from 'graphql';

/** The expected errors that every mutation may answer with. */
export const resultErrors = [InvalidInput, Forbidden, NotFound, Conflict, StaleVersion] as const;

interface ValidationFailure {
  readonly issues: readonly {
    readonly message: string;
    readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  }[];
}

/** Tells the code of each refusal that is answered as data, in the result union of a mutation, to whoever subscribes. */
export const refusals = channel('pcrm:refusal');

/** Tells of one. */
export function tellRefusal(error: Error): void {
  if (error instanceof PcrmError) refusals.publish(error.code);
}

/** What the validation plugin found wrong with arguments, in the words of core. */
export function toInvalidInput({ issues }: ValidationFailure): InvalidInput {
  return new InvalidInput(
    issues.map(({ message, path = [] }) => ({
      path: path.map((part) => {
        const key = typeof part === 'object' ? part.key : part;
        return typeof key === 'symbol' ? key.toString() : key;
      }),
      code: 'invalid_argument',
      message,
    })),
  );
}

/** What the scope-auth plugin refused, in the words of core. */
export function toForbidden(failure: object): Forbidden {
  return new Forbidden(scopeOf(failure) ?? 'signed-in');
}

// Where several are asked for, such as those of a list and of its type, the first that is missing is told.
function scopeOf(failure: object): string | undefined {
  if ('parameter' in failure) return String(failure.parameter);
  if (!('failures' in failure)) return undefined;
  return (failure.failures as readonly object[]).map(scopeOf).find((scope) => scope !== undefined);
}

/** What a caller may read of an error. */
interface ToldError {
  readonly message: string;
  readonly extensions: Record<string, unknown>;
}

/** What a caller may read of an error: expected ones by code and message; undefined for a fault, which is masked. */
export function describeError(error: unknown, tell: Tell = tellerOf('en')): ToldError | undefined {
  const cause = rootOf(error);
  if (cause instanceof PcrmError) return { message: messageOf(cause, tell), extensions: { code: cause.code, ...detailsOf(cause, tell) } };
  // An id of another kind, or an operation that costs too much.
  if (cause instanceof PothosValidationError) return { message: tell(toldOfId(cause.message)), extensions: { code: 'BAD_REQUEST' } };
  // What began as an error of GraphQL is its own: syntax, validation, variables that do not fit, or a limit.
  if (error instanceof GraphQLError && cause instanceof GraphQLError)
    return { message: toldByGraphQL(error.message, tell), extensions: { code: 'BAD_REQUEST', ...error.extensions } };
  return undefined;
}

// Pothos repeats the id and does not say what to do.
function toldOfId(message: string): string {
  const types = /^ID: .* is not of type: (?<types>.*)$/su.exec(message)?.groups?.['types'];
  if (types !== undefined) return `This id is of another kind. Use one that PCRM gave you of: ${types}.`;
  return message.startsWith('Invalid global ID') ? 'This is no id. Use an id that PCRM gave you, unchanged.' : message;
}

function detailsOf(cause: PcrmError, tell: Tell): Record<string, unknown> {
  if (cause instanceof InvalidInput) return { problems: problemsOf(cause, tell) };
  return cause instanceof Forbidden ? { scope: cause.scope } : {};
}

// What a scalar says stands behind what GraphQL says of the variable or the argument.
function toldByGraphQL(message: string, tell: Tell): string {
  const told = tell(message);
  const behind = message.lastIndexOf('; ') + 2;
  return told !== message || behind < 2 ? told : message.slice(0, behind) + tell(message.slice(behind));
}

// An error in a variable is wrapped once for its place in the input, and once more for the variable.
function rootOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError != null ? rootOf(error.originalError) : error;
}
