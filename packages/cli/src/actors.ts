import { everyRow, scopesOf, type ActorRecord } from '@pcrm/core';
import { Option, type Command } from 'commander';
import { inOffice } from './office.js';
import { tableOf } from './output.js';
import type { CommonOptions, Terminal } from './terminal.js';

interface AddOptions extends CommonOptions {
  readonly role?: 'VIEWER' | 'STAFF' | 'MANAGER' | 'ADMIN';
  readonly scopes?: string[];
}

/** Adds `pcrm actors`. */
export function addActorCommands(program: Command, terminal: Terminal): void {
  const actors = program.command('actors').description('staff and services');
  const show = (rows: readonly ActorRecord[], { json }: CommonOptions) => {
    terminal.print(
      json ? JSON.stringify(rows.map(shown), undefined, 2) : tableOf(['id', 'name', 'kind', 'role', 'disabled'], rows.map(cells)),
    );
  };

  actors
    .command('list')
    .description('list staff and services, by name')
    .option('--all', 'disabled ones too')
    .action(async (_own: unknown, command: Command) => {
      const options = command.optsWithGlobals<CommonOptions & { readonly all?: boolean }>();
      const rows = await inOffice(terminal, options, ({ as }) =>
        everyRow((page) => as.listActors({ ...page, filter: { includeDisabled: options.all } })),
      );
      show(rows, options);
    });

  actors
    .command('add <name>')
    .description('add a member of staff with --role, or a service with --scopes')
    .addOption(new Option('--role <role>', 'of a member of staff').choices(['VIEWER', 'STAFF', 'MANAGER', 'ADMIN']))
    .option('--scopes <scopes...>', 'of a service, such as engagements:read')
    .action(async (name: string, _own: unknown, command: Command) => {
      const { role, scopes, ...options } = command.optsWithGlobals<AddOptions>();
      const input = role === undefined ? { kind: 'SERVICE', name, scopes } : { kind: 'STAFF', name, role, scopes };
      // Scopes are whatever was typed; the command refuses what is none.
      const added = await inOffice(terminal, options, ({ as }) => as.addActor(input as never));
      show([added], options);
    });
}

function shown(actor: ActorRecord) {
  const { id, name, kind, role, departmentId, disabledAt } = actor;
  return { id, name, kind, role, scopes: scopesOf(actor), departmentId, disabledAt };
}

function cells({ id, name, kind, role, disabledAt }: ActorRecord): string[] {
  return [id, name, kind, role ?? '', disabledAt === null ? '' : 'yes'];
}
