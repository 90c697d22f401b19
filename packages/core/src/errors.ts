/** One thing wrong with an input: where, what, and a sentence that says cause and cure. */
export interface Problem {
  /** Property names and list positions from the input's root, such as `['contactPoints', 0, 'value']`. */
  readonly path: readonly (string | number)[];
  /** A short stable word for programs, such as `too_small`. */
  readonly code: string;
  /** A sentence for people. */
  readonly message: string;
}

/** What every expected refusal has: a literal `code` and a message that says cause and cure. Anything else that is thrown is a fault. */
export abstract class PcrmError extends Error {
  abstract readonly code: ErrorCode;

  override get name(): string {
    return this.constructor.name;
  }
}

/** The closed set of codes that callers may meet. */
export type ErrorCode = 'NOT_FOUND' | 'FORBIDDEN' | 'INVALID_INPUT' | 'CONFLICT' | 'STALE_VERSION' | 'EVENTS_GONE' | 'CANNOT_OPEN';

/** There is no such record, or the actor may not see it: the two answer alike. */
export class NotFound extends PcrmError {
  readonly code = 'NOT_FOUND';

  constructor(
    readonly entity: string,
    readonly id: string,
  ) {
    super(`There is no ${entity} with the id ${id}, or you may not see it. Check the id, or ask an administrator for access.`);
  }
}

/** The actor may see that the operation exists and may not do it. */
export class Forbidden extends PcrmError {
  readonly code = 'FORBIDDEN';

  constructor(
    /** What the actor would need, such as `engagements:write`. */
    readonly scope: string,
  ) {
    super(`This needs the permission ${scope}, which you do not have. Ask an administrator for a role or scope that includes it.`);
  }
}

/** All problems of an input as one text, each after its place. */
export function sentenceOf(problems: readonly Problem[]): string {
  return problems.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message)).join(' ');
}

/** The input breaks rules; every problem is listed and nothing was written. */
export class InvalidInput extends PcrmError {
  readonly code = 'INVALID_INPUT';

  constructor(readonly problems: readonly Problem[]) {
    super(sentenceOf(problems));
  }

  /** An input with one problem. */
  static at(path: Problem['path'], code: string, message: string): InvalidInput {
    return new InvalidInput([{ path, code, message }]);
  }
}

/** The request contradicts what is recorded, or another request that ran at the same time. */
export class Conflict extends PcrmError {
  readonly code = 'CONFLICT';

  constructor(
    /** A short stable word for the rule, such as `one_chair_at_a_time`. */
    readonly rule: string,
    message: string,
  ) {
    super(message);
  }
}

/** Somebody revised the record after the version that this revision was based on. */
export class StaleVersion extends PcrmError {
  readonly code = 'STALE_VERSION';

  constructor(
    readonly entity: string,
    readonly id: string,
    readonly basedOn: number,
  ) {
    super(`${entity} ${id} was revised after version ${basedOn}. Load it again, look at what changed, and repeat your revision.`);
  }
}

/** What was to be resumed lies so far back that its events are no longer kept, or more than are read again. */
export class EventsGone extends PcrmError {
  readonly code = 'EVENTS_GONE';

  constructor() {
    super('The events since then are not kept any more. Load what you show again, and subscribe anew without the last event id.');
  }
}

/** The database cannot be opened: the message says why and what to do. */
export class CannotOpen extends PcrmError {
  readonly code = 'CANNOT_OPEN';
}
