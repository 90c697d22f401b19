import { InvalidInput, systemActor, type Actor, type Pcrm, type PcrmAs } from '@pcrm/core';
import type { CommonOptions, Terminal } from './terminal.js';

/** PCRM, open, with who acts. */
export interface Office {
  readonly pcrm: Pcrm;
  readonly actor: Actor;
  /** The commands and queries as that actor may use them. */
  readonly as: PcrmAs;
}

const isId = (text: string) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu.test(text);

/**
 * Opens PCRM, lets the work use it as whom the command line or the environment names, and closes it.
 *
 * @throws InvalidInput when nobody acts, or nobody alone has that name.
 */
export async function inOffice<Result>(
  { open, actingAs }: Terminal,
  { as, create = false }: CommonOptions,
  work: (office: Office) => Promise<Result>,
): Promise<Result> {
  const named = as ?? actingAs;
  if (named === undefined) {
    throw InvalidInput.at([], 'nobody_acts', 'Say who acts, for the audit: --as with the name or id of an actor, or PCRM_ACTOR.');
  }
  const pcrm = await open(create);
  try {
    const actor = named === 'system' ? systemActor : await actorNamed(pcrm, named);
    return await work({ pcrm, actor, as: pcrm.as(actor) });
  } finally {
    await pcrm.close();
  }
}

/** The enabled actor with this id or exact name. */
export async function actorNamed(pcrm: Pcrm, named: string): Promise<Actor> {
  const where = isId(named) ? { id: named } : { name: named.normalize('NFC') };
  const found = await pcrm.db.actor.findMany({ where: { ...where, kind: { not: 'SYSTEM' }, disabledAt: null }, take: 20 });
  const [only, ...others] = found;
  if (only === undefined) {
    throw InvalidInput.at([], 'no_such_actor', `Nobody who is enabled has the name or id "${named}". See them with: pcrm actors list`);
  }
  if (others.length > 0) {
    const ids = found.map(({ id }) => id).join(', ');
    throw InvalidInput.at([], 'several_actors', `Several have the name "${named}". Choose one by its id: ${ids}.`);
  }
  return only;
}
