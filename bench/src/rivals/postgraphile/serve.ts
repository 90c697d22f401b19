import { createServer } from 'node:http';
import './promise-with-resolvers.js';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { readRivalEnvironment } from '../../environment.js';
import { CONNECTIONS } from '../connections.js';

// PostGraphile as its documentation has it for production: the Amber preset, its own server on node:http, nothing watched or explained.
const { databaseUrl, port } = readRivalEnvironment();
const served = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString: databaseUrl, schemas: ['public', 'bench'], poolConfig: { max: CONNECTIONS } })],
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
  grafast: { explain: false },
});
const server = createServer();
await served.createServ(grafserv).addTo(server);
server.listen(port, '127.0.0.1');
