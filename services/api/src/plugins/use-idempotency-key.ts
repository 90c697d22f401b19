import {
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  Kind,
  OperationTypeNode,
  visit,
  type ArgumentNode,
  type DocumentNode,
  type ExecutionArgs,
  type FieldNode,
  type SelectionSetNode,
} from 'graphql';
import { badRequest } from '../bad-request.js';
import type { ServicePlugin } from '../request-state.js';

/**
 * Takes the header `Idempotency-Key` as the argument `idempotencyKey` of the one mutation of a request, where that is not given. For queries
 * it means nothing: asking twice does nothing twice.
 */
export function useIdempotencyKey(): ServicePlugin {
  return {
    onExecute({ args }) {
      const key = args.contextValue.request.headers.get('idempotency-key');
      if (key !== null) args.document = withKey(args, key);
    },
  };
}

function withKey(args: ExecutionArgs, key: string): DocumentNode {
  const { document, operationName } = args;
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== OperationTypeNode.MUTATION) return document;
  const fields = rootFields(document, operation.selectionSet);
  const keyless = fields.filter((field) => !hasKey(args, field));
  const [field] = keyless;
  if (field === undefined) return document;
  if (!/^[\u0020-\u007E]{1,255}$/u.test(key))
    throw badRequest('The header Idempotency-Key has 1 to 255 printable characters of ASCII. Send a UUID.');
  if (new Set(fields.map(({ alias, name }) => (alias ?? name).value)).size > 1) {
    throw badRequest(
      'With the header Idempotency-Key a request has one mutation. Send each in a request of its own, or give each its argument idempotencyKey.',
    );
  }
  if (!takesKey(args, field)) throw badRequest(`${field.name.value} takes no idempotency key. Leave the header Idempotency-Key out.`);
  return visit(document, { Field: (node) => (keyless.includes(node) ? keyed(node, key) : undefined) });
}

// The same field may be selected twice, and within fragments.
function rootFields(document: DocumentNode, { selections }: SelectionSetNode): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value === '__typename' ? [] : [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(document, selection.selectionSet);
    const { value } = selection.name;
    return document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === value ? rootFields(document, definition.selectionSet) : [],
    );
  });
}

const definitionOf = ({ schema }: ExecutionArgs, { name }: FieldNode) => schema.getMutationType()?.getFields()[name.value];

function takesKey(args: ExecutionArgs, field: FieldNode): boolean {
  return definitionOf(args, field)?.args.some(({ name }) => name === 'idempotencyKey') ?? false;
}

// With variables that do not fit nothing is executed, which tells why.
function hasKey(args: ExecutionArgs, field: FieldNode): boolean {
  const definition = definitionOf(args, field);
  const { schema, document, operationName, variableValues } = args;
  const { coerced } = getVariableValues(schema, getOperationAST(document, operationName)?.variableDefinitions ?? [], variableValues ?? {});
  return definition === undefined || coerced === undefined || getArgumentValues(definition, field, coerced)['idempotencyKey'] != null;
}

function keyed(field: FieldNode, key: string): FieldNode {
  const argument: ArgumentNode = {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: 'idempotencyKey' },
    value: { kind: Kind.STRING, value: key },
  };
  return { ...field, arguments: [...(field.arguments ?? []).filter(({ name }) => name.value !== 'idempotencyKey'), argument] };
}
