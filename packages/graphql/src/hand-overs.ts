import { formatPartialDate, successionKinds, type HandOver } from '@pcrm/core';
import { Body } from './bodies.js';
import { builder } from './builder.js';
import { describedEnum } from './enums.js';
import { Meeting } from './meetings.js';
import { ChairTermType } from './memberships.js';
import { Stakeholder } from './stakeholders.js';

const mayRead = { can: 'meetings:read' } as const;

const SuccessionKind = describedEnum('ChairSuccession', 'How it is known who takes a chair over.', successionKinds);

const HandOverType = builder.objectRef<HandOver>('HandOver').implement({
  description: 'The end of a term in the chair of a body, and who follows.',
  authScopes: mayRead,
  fields: (t) => ({
    body: t.field({ type: Body, description: 'The body.', resolve: ({ body }) => body }),
    term: t.field({ type: ChairTermType, description: 'The term that ends.', resolve: ({ term }) => term }),
    on: t.field({
      type: 'PartialDate',
      nullable: true,
      description: 'When it ends: a date, or that of the meeting; null while no meeting is planned that would end it.',
      resolve: ({ on }) => on && formatPartialDate(on.date, on.precision),
    }),
    meeting: t.field({
      type: Meeting,
      nullable: true,
      description: 'The planned meeting that ends it when it is held.',
      resolve: ({ meeting }) => meeting,
    }),
    succession: t.field({ type: SuccessionKind, description: 'How it is known who follows.', resolve: ({ succession }) => succession }),
    follower: t.field({
      type: Stakeholder,
      nullable: true,
      description: 'Who follows, where that is known.',
      resolve: ({ follower }) => follower,
    }),
    weHandOver: t.exposeBoolean('weHandOver', { description: 'Whether our own city hands the chair over.' }),
    weTakeOver: t.exposeBoolean('weTakeOver', { description: 'Whether our own city takes it over.' }),
  }),
});

builder.queryField('handOverCalendar', (t) =>
  t.field({
    type: [HandOverType],
    description: 'Whose term in a chair ends when, and who follows, across all bodies: the earliest first, those without a date last.',
    authScopes: mayRead,
    args: {
      from: t.arg({ type: 'Date', description: 'The first day; today in Korea when left out.' }),
      until: t.arg({ type: 'Date', description: 'The first day that is no longer looked at; a year after the first when left out.' }),
    },
    complexity: 50,
    resolve: (_root, { from, until }, { pcrm }) => pcrm.handOverCalendar({ from, until }),
  }),
);
