import {
  getNamedType,
  isCompositeType,
  isNonNullType,
  Kind,
  parse,
  parseType,
  print,
  TypeInfo,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
  type ConstValueNode,
  type DefinitionNode,
  type DirectiveNode,
  type FieldNode,
  type GraphQLInputType,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import { schema } from './schema.js';
import type { Draw } from './testing-operations.js';

/** An operation as it is sent. */
export interface Asked {
  readonly source: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * An operation written otherwise, as programs write them: values in variables, given, left to a default or to null; parts of a selection in
 * fragments, one within another; directives; the same field twice.
 */
export function rewritten(source: string, draw: Draw): Asked {
  const variables = new Variables(draw);
  const fragments: DefinitionNode[] = [];
  const typeInfo = new TypeInfo(schema);
  const document = visit(
    parse(source, { noLocation: true }),
    visitWithTypeInfo(typeInfo, {
      Argument: {
        // What stands in a list or an object stays there.
        leave: (node, _key, _parent, _path) => {
          const type = typeInfo.getInputType();
          return type && draw(3) === 0 ? { ...node, value: variables.take(type, node.value) } : undefined;
        },
      },
      Field: { leave: (node) => withDirectives(node, draw, variables) },
      SelectionSet: {
        leave(node) {
          const type = typeInfo.getParentType();
          if (!isCompositeType(type)) return undefined;
          return withFragments(twice(node, draw), { type: getNamedType(type).name, draw, fragments });
        },
      },
    }),
  );
  const [operation, ...others] = document.definitions;
  const definitions = [
    { ...(operation as Extract<DefinitionNode, { kind: Kind.OPERATION_DEFINITION }>), variableDefinitions: variables.definitions },
  ];
  return {
    source: print({ ...document, definitions: [...definitions, ...others, ...fragments] }),
    variables: variables.values,
  };
}

class Variables {
  readonly definitions: VariableDefinitionNode[] = [];
  readonly values: Record<string, unknown> = {};

  constructor(private readonly draw: Draw) {}

  /** A variable in the place of a value. */
  take(type: GraphQLInputType, value: ValueNode): ValueNode {
    const name = `v${this.definitions.length}`;
    const variable = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } as const;
    const isNullable = !isNonNullType(type);
    const [isDefault, isNull, isLeftOut] = Array.from({ length: 3 }, () => this.draw(6) === 0);
    const byDefault = isDefault ? { defaultValue: value as ConstValueNode } : {};
    if (isNullable && isNull) this.values[name] = null;
    else if (!isDefault && !(isNullable && isLeftOut)) this.values[name] = valueFromASTUntyped(value);
    const typeNode = parseType(String(type), { noLocation: true });
    this.definitions.push({ kind: Kind.VARIABLE_DEFINITION, variable, type: typeNode, ...byDefault });
    return variable;
  }
}

function withDirectives(node: FieldNode, draw: Draw, variables: Variables): FieldNode | undefined {
  if (draw(12) > 0) return undefined;
  const isKept = draw(4) > 0;
  const name = draw(2) === 0 ? 'include' : 'skip';
  const value: ValueNode = { kind: Kind.BOOLEAN, value: (name === 'include') === isKept };
  const directive: DirectiveNode = {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: name },
    arguments: [
      {
        kind: Kind.ARGUMENT,
        name: { kind: Kind.NAME, value: 'if' },
        value: draw(2) === 0 ? value : variables.take(booleanType, value),
      },
    ],
  };
  return { ...node, directives: [directive] };
}

const booleanType = schema.getDirective('include')?.args[0]?.type as GraphQLInputType;

function twice(node: SelectionSetNode, draw: Draw): SelectionSetNode {
  const chosen = draw(10) === 0 ? node.selections[draw(node.selections.length)] : undefined;
  return chosen === undefined ? node : { ...node, selections: [...node.selections, chosen] };
}

interface Place {
  readonly type: string;
  readonly draw: Draw;
  readonly fragments: DefinitionNode[];
}

function withFragments(node: SelectionSetNode, { type, draw, fragments }: Place): SelectionSetNode {
  if (draw(6) > 0) return node;
  const start = draw(node.selections.length);
  const length = 1 + draw(node.selections.length - start);
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: node.selections.slice(start, start + length) };
  const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } } as const;
  return { ...node, selections: [...node.selections.slice(0, start), fragment(), ...node.selections.slice(start + length)] };

  function fragment(): SelectionNode {
    if (draw(2) === 0) return { kind: Kind.INLINE_FRAGMENT, ...(draw(2) === 0 && { typeCondition }), selectionSet };
    const name = { kind: Kind.NAME, value: `Part${fragments.length}` } as const;
    fragments.push({ kind: Kind.FRAGMENT_DEFINITION, name, typeCondition, selectionSet });
    return { kind: Kind.FRAGMENT_SPREAD, name };
  }
}
