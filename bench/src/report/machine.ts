import { cpus, totalmem } from 'node:os';
import type pg from 'pg';

/** Where and when it was measured, in one sentence. */
export async function machineSentence(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    `SELECT name, setting FROM pg_settings WHERE name IN ('server_version', 'fsync', 'synchronous_commit', 'shared_buffers') ORDER BY name`,
  );
  const settings = new Map(rows.map(({ name, setting }) => [name, setting]));
  const buffers = Number(settings.get('shared_buffers')) / 128;
  const [cpu] = cpus();
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)} on ${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}) with ${Math.round(totalmem() / 1024 ** 3)} GB, `,
    `Node ${process.version.slice(1)}, PostgreSQL ${settings.get('server_version')} on the same machine `,
    `(fsync ${settings.get('fsync')}, synchronous_commit ${settings.get('synchronous_commit')}, shared_buffers ${buffers} MB).`,
  ].join('');
}
