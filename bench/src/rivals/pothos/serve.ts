import { createServer } from 'node:http';
import { PrismaPg } from '@prisma/adapter-pg';
import { createYoga } from 'graphql-yoga';
import { readRivalEnvironment } from '../../environment.js';
import { PrismaClient } from '../../generated/prisma/client.js';
import { CONNECTIONS } from '../connections.js';
import { pothosSchema } from './schema.js';

// Yoga and Pothos as their documentation shows, over Prisma.
const { databaseUrl, port } = readRivalEnvironment();
const prisma = new PrismaClient({
  adapter: new PrismaPg({ connectionString: databaseUrl, max: CONNECTIONS }),
  // By itself it gives up a transaction that waits for two seconds, or takes five, as Q9 does where sixteen ask at once.
  transactionOptions: { maxWait: 60_000, timeout: 60_000 },
});
const yoga = createYoga({ schema: pothosSchema(prisma), graphiql: false, logging: 'error' });
createServer((request, response) => void yoga(request, response)).listen(port, '127.0.0.1');
