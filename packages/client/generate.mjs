// Writes the documents of a folder of .graphql files with the types of their variables and data, from the committed schema of the service:
//   node generate.mjs [FOLDER FILE]
// Of this package unless a folder and the file to write are named, as another workspace does for operations of its own.
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildASTSchema, parse } from 'graphql';

const own = import.meta.dirname;
const [folder = join(own, 'src/operations'), target = join(own, 'src/generated/operations.ts')] = process.argv
  .slice(2)
  .map((path) => resolve(path));

const schema = parse(await readFile(join(own, '../graphql/schema.graphql'), 'utf8'));
const names = (await readdir(folder)).filter((name) => name.endsWith('.graphql')).toSorted();
const documents = await Promise.all(
  names.map(async (name) => ({ location: name, document: parse(await readFile(join(folder, name), 'utf8')) })),
);

const text = await codegen({
  schema,
  schemaAst: buildASTSchema(schema),
  documents,
  filename: basename(target),
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
await mkdir(dirname(target), { recursive: true });
await writeFile(target, text);
