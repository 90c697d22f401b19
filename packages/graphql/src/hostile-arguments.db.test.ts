import { useTestPcrm } from '@pcrm/core/testing';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { getNamedType, isInputObjectType, type GraphQLField, type GraphQLInputType, type GraphQLObjectType } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { schema } from './schema.js';
import { ask } from './testing.js';
import { smallestSelection } from './testing-tour.js';
import { leastValues, typesOfId, writeArguments, type Taken, type Values } from './testing-values.js';
import { fillWorld, type World } from './testing-world.js';

/*
 * What attackers write where an id or a text is asked for, in every argument and input field of every root field.
 */

const t = useTestPcrm();
let world: World;
/** A record of each of these types that another department may not see: its key. */
const secrets = new Map<string, string>();

const nobodys = '00000000-0000-7000-8000-0000000000ff';
const nowhere = (type: string) => encodeGlobalID(type, nobodys);

beforeAll(async () => {
  world = await fillWorld(t);
  const { id, commitments } = await t.staff.logEngagement({
    channel: 'CALL',
    direction: 'INBOUND',
    occurredAt: '2012-12-12T09:00:00+09:00',
    subject: '비밀',
    confidentiality: 'RESTRICTED',
    stakeholderIds: [world.partnerCityId],
    commitments: [{ direction: 'OURS', text: '비밀 약속', stakeholderId: world.partnerCityId }],
    stances: [{ stakeholderId: world.partnerCityId, policyTaskId: world.taskId, position: 'OPPOSES', confidence: 'STATED' }],
  });
  const plan = { channel: 'VISIT', startsAt: '2012-12-14T10:00:00+09:00', subject: '비밀', confidentiality: 'RESTRICTED' } as const;
  const appointment = await t.staff.planAppointment({ ...plan, stakeholderIds: [world.partnerCityId] });
  const stance = await t.database.client.stance.findFirstOrThrow({ where: { engagementId: id } });
  const ids = { Engagement: id, Commitment: commitments[0]?.id ?? '', Appointment: appointment.id, Stance: stance.id };
  for (const [type, key] of Object.entries(ids)) secrets.set(type, key);
}, 60_000);

describe('an id', () => {
  const places = placesOf('ID');

  test('is asked for in many places', () => {
    expect(places.length).toBeGreaterThan(200);
  });

  test('of a record that one may not see answers as one that nobody has', async () => {
    const asked = ask(t, world.actors.outsider);
    const told = [];
    for (const place of places) {
      for (const [type, key] of secrets) {
        if (place.types.length > 0 && !place.types.includes(type)) continue;
        const [unknown, unseen] = [nowhere(type), encodeGlobalID(type, key)];
        const first = JSON.stringify(await asked(place.write(JSON.stringify(unknown))));
        const second = JSON.stringify(await asked(place.write(JSON.stringify(unseen))));
        // Refusals repeat the id that was given.
        if (first !== second.replaceAll(unseen, unknown).replaceAll(key, nobodys)) told.push([place.name, type, first, second]);
      }
    }
    expect(told).toEqual([]);
  }, 300_000);

  test.each([
    ['empty', ''],
    ['no base64', '%%%'],
    ['without a type', 'MDAwMDAwMDA='],
    ['of a type that is not there', encodeGlobalID('Secret', '1')],
    ['with a key that is no key', encodeGlobalID('Engagement', "1' OR '1'='1")],
    ['of another type', nowhere('Holiday')],
    ['with a NUL', '\u0000'],
    ['a long one', 'QQ'.repeat(5000)],
  ])(
    '%s gives nothing and is no fault',
    async (_name, id) => {
      const asked = ask(t, t.actors.admin);
      const faults = [];
      for (const place of places) {
        const { data, errors } = await asked(place.write(JSON.stringify(id)));
        if (errors?.some(({ code }) => code === undefined)) faults.push([place.name, errors, data]);
      }
      expect(faults).toEqual([]);
    },
    300_000,
  );
});

describe('a text', () => {
  const places = placesOf('String');

  test.each([
    ["'; CREATE TABLE injected (); --"],
    ['\') ; DROP TABLE "Topic" CASCADE; --'],
    ["' OR '1'='1"],
    ["\\'; SELECT pg_sleep(9); --"],
    ['$$; CREATE TABLE injected (); $$'],
    ['%'],
    ['_%\\'],
    ['{"$ne": null}'],
    ['{1,2}'],
    ['\u0000'],
    ['\ud800'],
    ['\u202e\u200b'],
    ['=cmd|calc'],
    ['../../etc/passwd'],
  ])(
    'of %j has no effect beyond its field, and is no fault',
    async (text) => {
      const asked = ask(t, t.actors.admin);
      const faults = [];
      for (const place of places) {
        const { errors } = await asked(place.write(JSON.stringify(text)));
        if (errors?.some(({ code }) => code === undefined)) faults.push([place.name, errors]);
      }
      expect(faults).toEqual([]);
      const [tables] = await t.database.client.$queryRaw<{ injected: string | null; topics: string | null }[]>`
      SELECT to_regclass('injected')::text AS injected, to_regclass('"Topic"')::text AS topics`;
      expect(tables).toEqual({ injected: null, topics: '"Topic"' });
    },
    300_000,
  );
});

/** A place where something may be written, and the operation that writes it there and nothing else that need not be given. */
interface Place {
  readonly name: string;
  /** The types of which an id there may be; none where it may be any. */
  readonly types: readonly string[];
  readonly write: (value: string) => string;
}

/** Every place of a scalar in the arguments of root fields, however deep in their input. */
function placesOf(scalar: string): Place[] {
  const roots = [schema.getQueryType(), schema.getMutationType()] as GraphQLObjectType[];
  return roots.flatMap((root) =>
    Object.values(root.getFields()).flatMap((field) =>
      waysTo(field.args, scalar).map((way) => ({
        name: [field.name, ...way.map(({ name }) => name)].join('.'),
        types: way.slice(-1).flatMap(typesOfId),
        write: (value: string) => writeRoot(root, field, way, value),
      })),
    ),
  );
}

/** The ways through arguments and input fields to those of a scalar. */
function waysTo(fields: readonly Taken[], scalar: string, above: readonly GraphQLInputType[] = []): (readonly Taken[])[] {
  return fields.flatMap((field) => {
    const type = getNamedType(field.type);
    if (type.name === scalar) return [[field]];
    if (!isInputObjectType(type) || above.includes(type)) return [];
    return waysTo(Object.values(type.getFields()), scalar, [...above, type]).map((way) => [field, ...way]);
  });
}

function writeRoot(root: GraphQLObjectType, field: GraphQLField<unknown, unknown>, way: readonly Taken[], value: string): string {
  const least = leastValues(nowhere);
  const target = way.at(-1);
  const values: Values = {
    ...least,
    isGiven: (taken) => way.includes(taken),
    id: (types, taken) => (taken === target ? value : least.id(types, taken)),
    scalar: (type, taken) => (taken === target ? value : least.scalar(type, taken)),
  };
  const isMutation = root === schema.getMutationType();
  return `${isMutation ? 'mutation' : 'query'} { ${field.name}${writeArguments(field.args, values)} ${selection(field)} }`;
}

/** What tells most of an answer: the words of a refusal, the rows and count of a list. */
function selection(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  if (type.name.endsWith('Result')) return '{ __typename ... on Error { code message } }';
  return type.name.endsWith('Connection') ? '{ edges { node { __typename } } }' : smallestSelection(field);
}
