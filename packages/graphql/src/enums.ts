import { enumDescriptions, enums } from '@pcrm/core/pothos';
import { builder } from './builder.js';

/** The GraphQL enum of an enum of the database, with the descriptions of the Prisma schema. */
export function enumOf<Name extends keyof typeof enums>(name: Name) {
  type Value = keyof (typeof enums)[Name] & string;
  const { description, values }: { readonly description: string; readonly values: Readonly<Record<string, string>> } =
    enumDescriptions[name];
  const described = Object.fromEntries(Object.entries(values).map(([value, text]) => [value, { description: text, value }]));
  return builder.enumType<string, Record<Value, { description: string; value: Value }>>(name, {
    description,
    values: described as Record<Value, { description: string; value: Value }>,
  });
}

/** The GraphQL enum of words that core describes beside its rules. */
export function describedEnum<Value extends string>(name: string, description: string, values: Readonly<Record<Value, string>>) {
  const described = Object.fromEntries(Object.entries<string>(values).map(([value, text]) => [value, { description: text, value }]));
  return builder.enumType<string, Record<Value, { description: string; value: Value }>>(name, {
    description,
    values: described as Record<Value, { description: string; value: Value }>,
  });
}
