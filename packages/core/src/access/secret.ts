import { hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotOpen } from '../errors.js';

/** What keys are derived for. Each purpose has a key of its own, so that what one leaks or signs is of no use to another. */
export type KeyPurpose = 'api-key' | 'cursor' | 'event-id' | 'sign-in';

/** The key for a purpose: 32 bytes, the same as long as the secret is. */
export type KeyFor = (purpose: KeyPurpose) => Uint8Array<ArrayBuffer>;

/** The one secret of an installation: itself, at least 32 bytes, or the folder with the file `secret`, which is made when missing. */
export type SecretSource = string | { readonly folder: string };

const SECRET_BYTES = 32;

/** Whether a text has the length that a secret needs. */
export function isLongEnoughSecret(text: string): boolean {
  return Buffer.byteLength(text) >= SECRET_BYTES;
}

/** Derives the keys of a secret (HKDF with SHA-256). */
export function keysOf(secret: string): KeyFor {
  if (!isLongEnoughSecret(secret))
    throw new CannotOpen('The secret is too short. Use at least 32 bytes, such as `openssl rand -base64 48`.');
  const keys = new Map<KeyPurpose, Uint8Array<ArrayBuffer>>();
  return (purpose) => {
    const key = keys.get(purpose) ?? new Uint8Array(hkdfSync('sha256', secret, '', `pcrm ${purpose}`, SECRET_BYTES));
    keys.set(purpose, key);
    return key;
  };
}

/** The keys of an installation that was not told its secret: asking for one says what to do. */
export const noKeys: KeyFor = () => {
  throw new CannotOpen('A database on a server needs the secret of the installation. Give openPcrm a `secret`, or set PCRM_SECRET.');
};

/** The keys of an installation, as it is told its secret or not; `create` makes one where the folder has none. */
export async function openKeys(source: SecretSource | undefined, create = true): Promise<KeyFor> {
  return source === undefined ? noKeys : keysOf(await readSecret(source, create));
}

/** The secret itself; one in a folder is read, or with `create` made at the first start, readable by this account alone. */
export async function readSecret(source: SecretSource, create = true): Promise<string> {
  if (typeof source === 'string') return source;
  const file = join(source.folder, 'secret');
  try {
    const secret = (await readIfThere(file)) ?? (create ? await makeSecret(source.folder, file) : undefined);
    if (secret === undefined) {
      throw new CannotOpen(`There is no secret in the folder ${source.folder}. Check its name, set PCRM_SECRET, or have one made there.`);
    }
    if (isLongEnoughSecret(secret)) return secret;
  } catch (error) {
    if (error instanceof CannotOpen) throw error;
    const message = `The file ${file} cannot be read or made. Give this account access to it, or set PCRM_SECRET.`;
    throw new CannotOpen(message, { cause: error });
  }
  throw new CannotOpen(
    `The file ${file} holds fewer than 32 bytes and so is damaged. Restore it from a backup; or delete it, and issue all API keys anew.`,
  );
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

// Written under another name and then linked: another process that starts at the same time finds the whole secret or none, never half.
async function makeSecret(folder: string, file: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const draft = `${file}-${randomBytes(8).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(SECRET_BYTES).toString('base64url')}\n`);
    await handle.sync();
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await handle.close();
    await rm(draft, { force: true });
  }
  return (await readFile(file, 'utf8')).trim();
}
