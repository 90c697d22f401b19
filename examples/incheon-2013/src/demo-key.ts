import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotOpen, systemActor, type Actor, type Pcrm } from '@pcrm/core';

/**
 * The key of the demo member of staff: the one kept in the file `demo-key` of the data folder, which only this account can read, or a new
 * one when that file is lost or its key no longer opens anything. The database has only the key's hash.
 *
 * @throws CannotOpen when the file cannot be written.
 */
export async function demoKey(pcrm: Pcrm, actor: Actor, dataDir: string): Promise<string> {
  const file = join(dataDir, 'demo-key');
  const kept = await readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => '',
  );
  if (kept !== '' && (await pcrm.authenticate(kept))?.id === actor.id) return kept;
  const { secret } = await pcrm.as(systemActor).issueApiKey({ actorId: actor.id, label: 'demo' });
  try {
    await mkdir(dataDir, { recursive: true });
    // The mode counts only for a file that is new.
    await rm(file, { force: true });
    await writeFile(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new CannotOpen(`The file ${file} cannot be written. Give this account write access to ${dataDir}, or set PCRM_DATA_DIR.`, {
      cause: error,
    });
  }
  return secret;
}
