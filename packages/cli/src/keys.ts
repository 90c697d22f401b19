import { everyRow, type IssuedApiKey, type StoredApiKey } from '@pcrm/core';
import { InvalidArgumentError, type Command } from 'commander';
import { actorNamed, inOffice, type Office } from './office.js';
import { inOfficeTime, tableOf } from './output.js';
import type { CommonOptions, Terminal } from './terminal.js';

interface CreateOptions extends CommonOptions {
  readonly for?: string;
  readonly scopes?: string[];
  readonly expires?: string;
}

interface RotateOptions extends CommonOptions {
  readonly overlap?: number;
  readonly expires?: string;
}

interface ListOptions extends CommonOptions {
  readonly for?: string;
  readonly all?: boolean;
}

/** Adds `pcrm keys`. */
export function addKeyCommands(program: Command, terminal: Terminal): void {
  const keys = program.command('keys').description('API keys');
  addReading(keys, terminal);
  addIssuing(keys, terminal);
}

function addReading(keys: Command, terminal: Terminal): void {
  const show = (rows: readonly StoredApiKey[], { json }: CommonOptions) =>
    terminal.print(json ? JSON.stringify(rows, undefined, 2) : listed(rows));

  keys
    .command('list')
    .description('list keys, newest first: one’s own, or with access:write those of everybody')
    .option('--for <actor>', 'only of this actor, by name or id')
    .option('--all', 'revoked and expired ones too')
    .action(async (_own: unknown, command: Command) => {
      const options = command.optsWithGlobals<ListOptions>();
      const rows = await inOffice(terminal, options, async (office) => {
        const actorId = await idOf(office, options.for);
        return everyRow((page) => office.as.listApiKeys({ ...page, filter: { actorId, includeEnded: options.all } }));
      });
      show(rows, options);
    });

  keys
    .command('revoke <id>')
    .description('end a key at once')
    .action(async (id: string, _own: unknown, command: Command) => {
      const options = command.optsWithGlobals<CommonOptions>();
      show([await inOffice(terminal, options, ({ as }) => as.revokeApiKey({ id }))], options);
    });
}

function addIssuing(keys: Command, terminal: Terminal): void {
  const show = (issued: IssuedApiKey, { json }: CommonOptions) => {
    if (json) return terminal.print(JSON.stringify(issued, undefined, 2));
    return terminal.print(`${listed([issued])}\n\nThe key, told now and never again:\n\n${issued.secret}`);
  };

  keys
    .command('create <label>')
    .description('issue a key; the label says what it is for')
    .option('--for <actor>', 'whose key it is, by name or id; of who acts when left out')
    .option('--scopes <scopes...>', 'narrows the key to these, such as engagements:read')
    .option('--expires <instant>', 'from then on it opens nothing, such as 2027-01-01T00:00:00+09:00')
    .action(async (label: string, _own: unknown, command: Command) => {
      const options = command.optsWithGlobals<CreateOptions>();
      const issued = await inOffice(terminal, options, async (office) => {
        const actorId = await idOf(office, options.for);
        // Scopes are whatever was typed; the command refuses what is none.
        return office.as.issueApiKey({ actorId, label, scopes: options.scopes as never, expiresAt: options.expires });
      });
      show(issued, options);
    });

  keys
    .command('rotate <id>')
    .description('issue a key that takes over from another')
    .option('--overlap <minutes>', 'how long the earlier key still opens PCRM; 60 when left out', wholeNumber)
    .option('--expires <instant>', 'end of the new key; when left out it lives as long as the earlier one was made for')
    .action(async (id: string, _own: unknown, command: Command) => {
      const { overlap, expires, ...options } = command.optsWithGlobals<RotateOptions>();
      const input = { id, overlapMinutes: overlap, expiresAt: expires };
      show(await inOffice(terminal, options, ({ as }) => as.rotateApiKey(input)), options);
    });
}

async function idOf({ pcrm }: Office, named: string | undefined): Promise<string | undefined> {
  return named === undefined ? undefined : (await actorNamed(pcrm, named)).id;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/u.test(text)) throw new InvalidArgumentError('Write a whole number of minutes.');
  return Number(text);
}

function listed(rows: readonly StoredApiKey[]): string {
  return tableOf(
    ['id', 'label', 'begins', 'scopes', 'last used', 'ends'],
    rows.map(({ id, label, prefix, scopes, lastUsedAt, expiresAt, revokedAt }) => [
      id,
      label,
      prefix,
      scopes.join('\n') || 'all of the actor',
      inOfficeTime(lastUsedAt),
      revokedAt === null ? inOfficeTime(expiresAt) : `revoked ${inOfficeTime(revokedAt)}`,
    ]),
  );
}
