/** An id as the relay plugin decodes it. */
interface DecodedId {
  readonly typename: string;
  readonly id: string;
}

/**
 * An input in which every decoded id is the plain id that core takes. Null is left out of the types and not of the values: where core
 * does not take it, it is an InvalidInput like any other.
 */
export type PlainIds<Input> = Input extends DecodedId
  ? string
  : Input extends Date | bigint
    ? Input
    : Input extends readonly (infer Item)[]
      ? PlainIds<Item>[]
      : Input extends object
        ? { [Key in keyof Input]: PlainIds<Exclude<Input[Key], null>> }
        : Exclude<Input, null>;

/** Replaces every decoded id of an input by the plain id that core takes. */
export function plainIds<Input>(input: Input): PlainIds<Input> {
  return plain(input) as PlainIds<Input>;
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  if ('typename' in value && 'id' in value) return value.id;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, plain(entry)]));
}
