import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';
import { readRivalEnvironment } from '../../environment.js';
import { queries } from '../../queries/queries.js';
import { CONNECTIONS } from '../connections.js';

// The limit: Node's own server, and one prepared statement for each query, whose result is the answer.
const { databaseUrl, port } = readRivalEnvironment();
const pool = new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS });
const statements = new Map(queries.map(({ name, statement }) => [name, statement]));

const server = createServer((request, response) => void serve(request, response));
server.listen(port, '127.0.0.1');

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const text = await answer(request);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    response.end(text);
  } catch (error) {
    response.writeHead(500);
    response.end(String(error));
  }
}

async function answer(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { statement: name, values } = JSON.parse(Buffer.concat(parts).toString()) as {
    readonly statement: string;
    readonly values: unknown[];
  };
  const statement = statements.get(name);
  if (!statement) throw new Error(`There is no statement ${name}.`);
  const named = statement.plannedEachTime ? {} : { name };
  const { rows } = await pool.query<{ readonly answer: string }>({ ...named, text: statement.text, values });
  return `{"data":${rows[0]?.answer ?? 'null'}}`;
}
