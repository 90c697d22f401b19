import { newMigration } from './new-migration.js';

const [name = ''] = process.argv.slice(2);
const folder = await newMigration(name, new Date());
process.stdout.write(`Wrote ${folder}/migration.sql. Read it, and add by hand what the Prisma schema cannot say.\n`);
