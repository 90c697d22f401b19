// Writes src/generated/operations.ts: the types of the operations in src/operations, from the committed schema of the service.
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildASTSchema, parse } from 'graphql';

const folder = new URL('./src/operations/', import.meta.url);
const target = new URL('./src/generated/operations.ts', import.meta.url);

const schema = parse(await readFile(new URL('../graphql/schema.graphql', import.meta.url), 'utf8'));
const names = (await readdir(folder)).filter((name) => name.endsWith('.graphql')).toSorted();
const documents = await Promise.all(
  names.map(async (name) => ({ location: name, document: parse(await readFile(new URL(name, folder), 'utf8')) })),
);

const text = await codegen({
  schema,
  schemaAst: buildASTSchema(schema),
  documents,
  filename: 'operations.ts',
  config: {
    documentMode: 'string',
    useTypeImports: true,
    enumsAsTypes: true,
    immutableTypes: true,
    skipTypename: true,
    avoidOptionals: { field: true },
    // A scalar that is new has to be looked at before it is used.
    defaultScalarType: 'unknown',
    scalars: {
      ID: 'string',
      Date: 'string',
      DateTime: 'string',
      PartialDate: 'string',
      SafeInt: 'number',
    },
    namingConvention: { typeNames: 'change-case-all#pascalCase', enumValues: 'keep' },
  },
  plugins: [{ operations: {} }, { typedDocumentNode: {} }],
  pluginMap: { operations, typedDocumentNode },
});
await mkdir(new URL('./', target), { recursive: true });
await writeFile(target, text);
