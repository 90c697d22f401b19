import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';

/** A file of the page as it is sent. */
export interface PageFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** Whether its name tells its content, so that browsers may keep it. */
  readonly isNamedByContent: boolean;
}

/** The files of the page by their path in its address. What is no key of it is not served. */
export type PageFiles = ReadonlyMap<string, PageFile>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Reads what the build wrote: a few files, which stay in memory. */
export async function readPageFiles(folder: URL): Promise<PageFiles> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => extname(name) in types);
  const files = names.map(async (name): Promise<[string, PageFile]> => {
    const bytes = new Uint8Array(await readFile(new URL(name, folder)));
    return [`/${name.replace(/^index\.html$/u, '')}`, { bytes, type: types[extname(name)]!, isNamedByContent: name.startsWith('assets/') }];
  });
  return new Map(await Promise.all(files));
}
