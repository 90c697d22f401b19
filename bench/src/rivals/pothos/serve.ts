import { createServer } from 'node:http';
import { PrismaPg } from '@prisma/adapter-pg';
import { createYoga } from 'graphql-yoga';
import { readRivalEnvironment } from '../../environment.js';
import { PrismaClient } from '../../generated/prisma/client.js';
import { CONNECTIONS } from '../connections.js';
import { pothosSchema } from './schema.js';

// Yoga and Pothos as their documentation shows, over Prisma.
const { databaseUrl, port } = readRivalEnvironment();
const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl, max: CONNECTIONS }) });
const yoga = createYoga({ schema: pothosSchema(prisma), graphiql: false, logging: 'error' });
createServer((request, response) => void yoga(request, response)).listen(port, '127.0.0.1');
