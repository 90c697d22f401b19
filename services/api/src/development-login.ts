import { systemActor, type Actor, type Pcrm } from '@pcrm/core';
import { isThisMachine } from './this-machine.js';

const roles = ['VIEWER', 'STAFF', 'MANAGER', 'ADMIN'] as const;
type Role = (typeof roles)[number];

/** The development login is on where it may not be: the message says why and what to do. */
export class DevelopmentLoginRefused extends Error {
  override readonly name = 'DevelopmentLoginRefused';
}

/** Signs in with the name of a role, `Authorization: Development STAFF`, as the oldest member of staff who has it. */
export type DevelopmentLogin = (request: Request) => Promise<Actor | undefined>;

/**
 * The login for development. Whoever has the role is made when there is nobody.
 *
 * @throws DevelopmentLoginRefused on a PostgreSQL server: there are data of people, and here anybody is anybody.
 */
export function developmentLoginOf(pcrm: Pcrm): DevelopmentLogin {
  if (pcrm.pool() !== undefined) {
    throw new DevelopmentLoginRefused(
      'The development login signs in anybody as anybody, and this database is on a server. Switch it off and use an API key, or use the embedded database.',
    );
  }
  return async ({ url, headers }) => {
    const role = /^development (?<role>\w+)$/iu.exec(headers.get('authorization') ?? '')?.groups?.['role']?.toUpperCase();
    // A page of another site may come to this machine under a name of its own.
    if (!isRole(role) || !isThisMachine(new URL(url).hostname)) return undefined;
    const oldest = await pcrm.db.actor.findFirst({ where: { kind: 'STAFF', role, disabledAt: null }, orderBy: { id: 'asc' } });
    const { id } = oldest ?? (await pcrm.as(systemActor).addActor({ kind: 'STAFF', name: `개발 ${role}`, role }));
    return pcrm.findActor(id);
  };
}

function isRole(text: string | undefined): text is Role {
  return roles.some((role) => role === text);
}
