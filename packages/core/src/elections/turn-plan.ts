import type { Actor } from '../access/actor.js';
import type { ReadDatabase } from '../database/open-database.js';
import { NotFound, type Problem } from '../errors.js';
import type { Membership, Post, Stakeholder } from '../generated/prisma/client.js';
import { MembershipRole } from '../generated/prisma/enums.js';
import { seatsRestingOn } from '../memberships/term-ends.js';
import { contains } from '../period.js';
import { isPrivate, readsPersonalData, shownName } from '../personal-data/personal-data.js';
import { unknownId, unknownReferences, type Reference } from '../references.js';
import * as rules from './election.js';

/** A term that ends with a turn. */
export interface EndingTerm {
  readonly membership: Membership;
  /** Whether the holder takes the same post again. */
  readonly reelected: boolean;
}

/** A term that begins with a turn. */
export interface BeginningTerm extends rules.SeatedHolder {
  /** Null for a person to register. */
  readonly stakeholder: Stakeholder | null;
  readonly name: string;
}

/** An ex officio seat or chair that ends because its holder's term in the post ends. */
export interface EndingSeat {
  readonly seat: Membership;
  readonly holding: Membership;
  /** Whether it begins anew with the holder's new term. */
  readonly continues: boolean;
}

/** A post after a turn. */
export interface PostAfterTurn {
  readonly post: Post;
  readonly held: number;
  readonly vacant: number;
}

/** What a turn does, before it is done. */
export interface TurnPlan {
  /** Of this turn as it stands now; performing it takes it. */
  readonly fingerprint: string;
  readonly ends: readonly EndingTerm[];
  readonly begins: readonly BeginningTerm[];
  readonly seatsEnd: readonly EndingSeat[];
  /** Seats and chairs that belong to a post of the turn: whoever holds it sits there from then on. */
  readonly seatsFollow: readonly Membership[];
  readonly posts: readonly PostAfterTurn[];
  /** What stands in the way. Nothing can be performed while there is any. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly rules.TurnWarning[];
}

/** Works out what a turn does to what is recorded now. @throws NotFound when there is no such organization. */
export async function planTurn(db: ReadDatabase, input: rules.TurnInput, actor: Actor): Promise<TurnPlan> {
  const { on, holders } = input;
  const posts = await loadPosts(db, input);
  const named = holders.flatMap(({ stakeholderId, onBehalfOfId }) => [stakeholderId, onBehalfOfId]).filter((id) => id != null);
  const stakeholders = await db.stakeholder.findMany({ where: { id: { in: named } } });
  const holdings = await db.membership.findMany({
    where: {
      postId: { in: posts.map(({ id }) => id) },
      role: MembershipRole.POST_HOLDER,
      OR: [{ untilDate: null }, { untilDate: { gte: on } }],
    },
    orderBy: [{ postId: 'asc' }, { seatNumber: 'asc' }, { id: 'asc' }],
  });
  const later = holdings.filter(({ fromDate }) => fromDate !== null && fromDate >= on);
  const present = holdings.filter((holding) => !later.includes(holding));
  const ending = present.filter(({ untilDate }) => untilDate === null || untilDate > on);
  const resting = await seatsRestingOn(db, ending, on);
  const following = await db.membership.findMany({
    where: { memberId: null, exOfficioPostId: { in: posts.map(({ id }) => id) } },
    orderBy: { id: 'asc' },
  });
  const seatsFollow = following.filter((seat) => contains(seat, on));
  const seated = rules.seatHolders(holders, posts, present);
  const reelected = new Set(seated.flatMap(({ reelectedFrom }) => reelectedFrom?.id ?? []));
  const seatsEnd = resting.map(({ seat, holding }) => ({ seat, holding, continues: reelected.has(holding.id) }));
  const records = [...posts, ...holdings, ...resting.map(({ seat }) => seat), ...seatsFollow];
  return {
    fingerprint: rules.fingerprintOf({ input, records }),
    ends: ending.map((membership) => ({ membership, reelected: reelected.has(membership.id) })),
    begins: seated.map((each) => beginningTerm(each, stakeholders, actor)),
    seatsEnd,
    seatsFollow,
    posts: posts.map((post) => afterTurn(post, seated)),
    problems: [
      ...(await unknownReferences(db, referencesOf(input))),
      ...unknownPosts(input, posts),
      ...rules.problemsOfTurn(seated, posts, on),
      ...later.map(holderBeginsLater),
      ...resting.filter(({ seat }) => seat.fromDate !== null && seat.fromDate >= on).map(seatBeginsLater),
    ],
    warnings: await warningsOf(db, input, { ending, actor }),
  };
}

async function loadPosts(db: ReadDatabase, { organizationId, postIds, on }: rules.TurnInput): Promise<Post[]> {
  const [root] = await db.stakeholder.findMany({ where: { id: organizationId, kind: 'ORGANIZATION' }, select: { id: true } });
  if (root === undefined) throw new NotFound('Organization', organizationId);
  const posts = await db.$queryRaw<Post[]>`
    WITH RECURSIVE unit AS (
      SELECT ${organizationId}::uuid AS id
      UNION
      SELECT s."id" FROM unit JOIN "Stakeholder" s ON s."parentId" = unit.id
    )
    SELECT p.* FROM unit JOIN "Post" p ON p."organizationId" = unit.id ORDER BY p."title", p."id"`;
  return posts.filter((post) => (postIds ? postIds.includes(post.id) : contains(post, on)));
}

function referencesOf({ holders, sourceId }: rules.TurnInput): Reference[] {
  const ofHolders = holders.flatMap(({ stakeholderId, onBehalfOfId }, index): Reference[] => [
    { to: 'Stakeholder', id: stakeholderId, path: ['holders', index, 'stakeholderId'] },
    { to: 'Stakeholder', id: onBehalfOfId, path: ['holders', index, 'onBehalfOfId'] },
  ]);
  return [...ofHolders, { to: 'Source', id: sourceId, path: ['sourceId'] }];
}

function unknownPosts({ postIds }: rules.TurnInput, posts: readonly Post[]): Problem[] {
  return (postIds ?? []).flatMap((id, index) =>
    posts.some((post) => post.id === id) ? [] : [unknownId(['postIds', index], 'post of this organization or of its units')],
  );
}

function beginningTerm(seated: rules.SeatedHolder, stakeholders: readonly Stakeholder[], actor: Actor): BeginningTerm {
  const { stakeholderId, newPerson } = seated.holder;
  const stakeholder = stakeholders.find(({ id }) => id === stakeholderId) ?? null;
  return { ...seated, stakeholder, name: newPerson?.name ?? (stakeholder ? shownName(actor, stakeholder.name, stakeholder) : '') };
}

function afterTurn(post: Post, seated: readonly rules.SeatedHolder[]): PostAfterTurn {
  const held = seated.filter(({ holder }) => holder.postId === post.id).length;
  return { post, held, vacant: Math.max(0, post.capacity - held) };
}

function holderBeginsLater({ id }: Membership): Problem {
  const message = `The term ${id} in one of these posts begins on that day or later. Correct it first, or choose a later day.`;
  return { path: ['on'], code: 'term_begins_later', message };
}

function seatBeginsLater({ seat }: { readonly seat: Membership }): Problem {
  const message = `The ex officio membership ${seat.id} of a present holder begins on that day or later. Correct it first, or choose a later day.`;
  return { path: ['on'], code: 'seat_begins_later', message };
}

async function warningsOf(
  db: ReadDatabase,
  { holders, on }: rules.TurnInput,
  { ending, actor }: { readonly ending: readonly Membership[]; readonly actor: Actor },
): Promise<rules.TurnWarning[]> {
  const memberIds = holders.flatMap(({ stakeholderId }) => stakeholderId ?? []);
  const names = holders.flatMap(({ newPerson }) => newPerson?.name ?? []);
  const other = await db.membership.findMany({
    where: { memberId: { in: memberIds }, role: MembershipRole.POST_HOLDER, id: { notIn: ending.map(({ id }) => id) } },
    include: { post: true, member: true },
    orderBy: { id: 'asc' },
  });
  const namesakes = await db.stakeholder.findMany({ where: { kind: 'PERSON', name: { in: names } }, orderBy: { id: 'asc' } });
  const twice = [...new Set(memberIds.filter((id, index) => memberIds.indexOf(id) !== index))];
  return [
    ...twice.map((stakeholderId): rules.TurnWarning => {
      return { code: 'two_posts', message: 'They are named for more than one post of this turn.', stakeholderId };
    }),
    ...other
      .filter((holding) => contains(holding, on))
      .map(({ member, post }): rules.TurnWarning => {
        const message = `${member ? shownName(actor, member.name, member) : ''} holds another post on that day: ${post?.title ?? ''}.`;
        return { code: 'holds_other_post', message, stakeholderId: member?.id ?? null };
      }),
    // Whose name is masked is not found by guessing it.
    ...namesakes
      .filter((person) => readsPersonalData(actor) || !isPrivate(person))
      .map(({ id, name }): rules.TurnWarning => {
        const message = `A person of the name ${name} is registered already. If it is the same person, name that one.`;
        return { code: 'same_name', message, stakeholderId: id };
      }),
  ];
}
