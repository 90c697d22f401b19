import { readFile } from 'node:fs/promises';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import pg from 'pg';
import { readRivalEnvironment } from '../../environment.js';
import { CONNECTIONS } from '../connections.js';
import { contextOn, resolvers, type ApolloContext } from './resolvers.js';

// Apollo Server with hand-written resolvers: DataLoader where there would be a statement for each row, and pg below.
const { databaseUrl, port } = readRivalEnvironment();
const pool = new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS });
const typeDefs = await readFile(new URL('../../../src/rivals/apollo/schema.graphql', import.meta.url), 'utf8');
const server = new ApolloServer<ApolloContext>({ typeDefs, resolvers });
await startStandaloneServer(server, { listen: { port, host: '127.0.0.1' }, context: () => Promise.resolve(contextOn(pool)) });
