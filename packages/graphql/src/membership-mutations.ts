import type { MembershipWithEndedSeats } from '@pcrm/core';
import { Division, MembershipBasis } from './bodies.js';
import { builder } from './builder.js';
import { plainIds } from './input.js';
import { asResult, idempotencyArg, periodFields, versionField, type InputFields } from './input-fields.js';
import { Membership, MembershipRole, TermEnd } from './memberships.js';
import { Post } from './posts.js';
import { sourceField } from './sources.js';
import { Organization, Person } from './stakeholders.js';

const membershipFields = (t: InputFields) => ({
  label: t.string({ description: 'The role in the words of the source, such as 민간위원장.' }),
  onBehalfOfId: t.globalID({ for: [Person, Organization], description: 'Party, ministry or group for which the member sits.' }),
  divisionId: t.globalID({ for: [Division], description: 'The division of the committee.' }),
  ...periodFields(t),
});

const StartMembershipInput = builder.inputType('StartMembershipInput', {
  description: 'What a person, an organization or whoever holds a post is in an organization, for a period.',
  fields: (t) => ({
    organizationId: t.globalID({ required: true, for: [Organization], description: 'The organization or body.' }),
    memberId: t.globalID({
      for: [Person, Organization],
      description: 'The person or organization; left out when the seat belongs to the post in `exOfficioPostId`.',
    }),
    role: t.field({ type: MembershipRole, required: true, description: 'What they are there.' }),
    basis: t.field({
      type: MembershipBasis,
      description: 'How the seat is filled or the chair is chosen; left out when the source does not say.',
    }),
    postId: t.globalID({ for: [Post], description: 'The post that is held; for the role POST_HOLDER.' }),
    exOfficioPostId: t.globalID({ for: [Post], description: 'The post by virtue of which the seat is held; for the basis EX_OFFICIO.' }),
    seatNumber: t.int({ description: 'Which of the chairs or of the seats of the post, from 1; the lowest that is free when left out.' }),
    termEnd: t.field({
      type: TermEnd,
      description: 'What ends the term. Left out: ON_DATE with `until`, else WHILE_HOLDING_POST for an ex officio seat, else OPEN_ENDED.',
    }),
    ...membershipFields(t),
    ...sourceField(t),
  }),
});

builder.mutationField('startMembership', (t) =>
  t.field({
    type: Membership,
    description: 'Makes a person or an organization a member, a chair or the holder of a post. A seat may belong to a post instead.',
    errors: asResult,
    args: { input: t.arg({ type: StartMembershipInput, required: true, description: 'The membership.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.startMembership(plainIds(input), { idempotencyKey }),
  }),
);

const MembershipChange = builder.objectRef<MembershipWithEndedSeats>('MembershipChange').implement({
  description: 'A membership that was revised or ended, and what ended with it.',
  authScopes: { can: 'memberships:read' },
  fields: (t) => ({
    membership: t.field({ type: Membership, description: 'The membership as it now is.', resolve: (membership) => membership }),
    exOfficioEnded: t.field({
      type: [Membership],
      description: 'The seats that its holder had by virtue of the post and that ended with it, as they now are.',
      resolve: ({ exOfficioEnded }) => [...exOfficioEnded],
    }),
  }),
});

const ReviseMembershipInput = builder.inputType('ReviseMembershipInput', {
  description: 'Fields of a membership to correct: what is left out stays, null clears.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Membership], description: 'The membership.' }),
    ...versionField(t),
    termEnd: t.field({ type: TermEnd, description: 'What ends the term.' }),
    ...membershipFields(t),
  }),
});

builder.mutationField('reviseMembership', (t) =>
  t.field({
    type: MembershipChange,
    description:
      'Corrects the fields that are given; with `until` null a membership that ended goes on. The ex officio seats of a holder whose period becomes shorter end with it.',
    errors: asResult,
    args: { input: t.arg({ type: ReviseMembershipInput, required: true, description: 'What to correct.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.reviseMembership(plainIds(input), { idempotencyKey }),
  }),
);

const EndMembershipInput = builder.inputType('EndMembershipInput', {
  description: 'From when a membership no longer holds, and why.',
  fields: (t) => ({
    id: t.globalID({ required: true, for: [Membership], description: 'The membership.' }),
    ...versionField(t),
    until: t.field({ type: 'PartialDate', required: true, description: 'First day, month or year on which it no longer holds.' }),
    reason: t.string({ description: 'Why it ends.' }),
  }),
});

builder.mutationField('endMembership', (t) =>
  t.field({
    type: MembershipChange,
    description: 'Ends a membership. The ex officio seats that its holder has by virtue of the post end on the same day.',
    errors: asResult,
    args: { input: t.arg({ type: EndMembershipInput, required: true, description: 'The end.' }), ...idempotencyArg(t.arg) },
    resolve: (_root, { input, idempotencyKey }, { pcrm }) => pcrm.endMembership(plainIds(input), { idempotencyKey }),
  }),
);
