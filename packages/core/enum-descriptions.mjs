// A Prisma generator: the /// texts of enums and their values, which Prisma's own client leaves out, for the GraphQL schema.
import { writeFile } from 'node:fs/promises';
import generatorHelper from '@prisma/generator-helper';

generatorHelper.generatorHandler({
  onManifest: () => ({ prettyName: 'descriptions of enums', defaultOutput: './enum-descriptions.ts' }),
  onGenerate: async ({ dmmf, generator }) => {
    const enums = dmmf.datamodel.enums.map(({ name, documentation, values }) => [
      name,
      { description: documentation ?? '', values: Object.fromEntries(values.map((value) => [value.name, value.documentation ?? ''])) },
    ]);
    const table = JSON.stringify(Object.fromEntries(enums), null, 2);
    await writeFile(generator.output.value, `export const enumDescriptions = ${table} as const;\n`);
  },
});
