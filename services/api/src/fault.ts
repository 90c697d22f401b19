/**
 * What may be logged of an unexpected error. Messages and details stay out: the database repeats rows and values in them
 * ("Failing row contains (...)"), and those are about people.
 */
export interface Fault {
  readonly name: string;
  /** Code of Prisma, Node or the database driver. */
  readonly code?: string;
  /** SQLSTATE of PostgreSQL. */
  readonly state?: string;
  readonly constraint?: string;
  readonly frames: readonly string[];
  readonly cause?: Fault;
}

// A chain of causes is short; one that runs in a circle is not.
const DEEPEST_CAUSE = 4;

/** Describes an error without anything that people entered. */
export function describeFault(error: unknown, depth = 0): Fault {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const { code, cause, originalError, meta } = error as ErrorDetails;
  // A failed COMMIT comes as the driver's own error, whose cause is no Error.
  const driver = meta?.driverAdapterError?.cause ?? (cause instanceof Error ? undefined : cause);
  const next = originalError ?? cause;
  return {
    name: word(error.name) ?? 'Error',
    ...given('code', word(code)),
    ...given('state', word(driver?.originalCode)),
    ...given('constraint', constraintOf(driver)),
    frames: framesOf(error),
    ...(next instanceof Error && depth < DEEPEST_CAUSE ? { cause: describeFault(next, depth + 1) } : {}),
  };
}

interface DriverCause {
  readonly originalCode?: unknown;
  readonly originalMessage?: unknown;
}

interface ErrorDetails {
  readonly code?: unknown;
  readonly cause?: Error | DriverCause;
  readonly originalError?: unknown;
  readonly meta?: { readonly driverAdapterError?: { readonly cause?: DriverCause } };
}

function given(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z]\w{1,49}$|^[0-9A-Z]{5}$/u.test(value) ? value : undefined;
}

// Only the messages of class 23 name constraints; others may repeat in quotes what was entered.
function constraintOf(driver: DriverCause | undefined): string | undefined {
  if (typeof driver?.originalCode !== 'string' || !driver.originalCode.startsWith('23')) return undefined;
  return /constraint "([A-Za-z_]\w{0,62})"/u.exec(String(driver.originalMessage))?.[1];
}

// The message stands before the frames and may have lines that look like some.
function framesOf({ stack = '', message }: Error): string[] {
  return stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .filter((line) => /^ {4}at .*(?:\/[^\s()]*|<anonymous>)(?::\d+:\d+)?\)?$/u.test(line))
    .map((line) => line.slice('    at '.length));
}
