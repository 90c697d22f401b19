import { z } from 'zod';
import type {
  CommitmentStatus,
  ContactPointKind,
  EngagementChannel,
  MembershipBasis,
  MembershipRole,
  MeetingKind,
  ProposalStatus,
  StakeholderCategory,
  StakeholderKind,
  StanceConfidence,
  StancePosition,
} from '../generated/prisma/enums.js';
import { asOfInput } from '../period.js';

export const briefInput = z.object({
  stakeholderId: z.uuid(),
  ...asOfInput,
  /** How many days before and after the day contacts of other departments are told of. */
  withinDays: z.int().min(0).max(90).nullish(),
});

/** How many of each a brief has: it is one page. */
export const MOST_OF_A_BRIEF = {
  contacts: 5,
  appointments: 5,
  meetings: 5,
  sessions: 5,
  /** In each direction. */
  promises: 25,
  memberships: 50,
  stances: 20,
  proposals: 20,
  paths: 5,
  /** Of a path: we know somebody who knows them. */
  steps: 2,
  /** Names, contact points, managers. */
  particulars: 50,
} as const;

/** A partial date as people write it: "2012", "2012-10" or "2012-10-05". */
type WrittenDate = string;

/** What is to know of a stakeholder before a meeting, in words. A section is null where the actor has no permission for it. */
export interface Brief {
  readonly stakeholder: {
    readonly id: string;
    readonly kind: StakeholderKind;
    readonly name: string;
    readonly categories: readonly StakeholderCategory[];
    readonly region: string | null;
    readonly note: string | null;
  };
  /** The day that it tells of. */
  readonly day: Date;
  readonly otherNames: readonly string[];
  readonly contactPoints: readonly { readonly kind: ContactPointKind; readonly value: string; readonly label: string | null }[];
  /** Influence and interest in general, as they were last assessed. */
  readonly assessment: {
    readonly influence: number;
    readonly interest: number;
    readonly assessedOn: Date;
    readonly rationale: string | null;
  } | null;
  readonly managers: readonly Keeper[];
  /** Posts that they hold and organizations in which they are something. */
  readonly memberships: readonly BriefMembership[] | null;
  /** Who is something in the organization; none of a person. */
  readonly members: readonly BriefMembership[] | null;
  /** The last contacts by any department, the latest first. */
  readonly contacts: readonly BriefContact[] | null;
  readonly ourPromises: readonly BriefPromise[] | null;
  readonly theirPromises: readonly BriefPromise[] | null;
  readonly stances: readonly BriefStance[] | null;
  /** What is asked of them, and by them, and not decided. */
  readonly proposalsToThem: readonly BriefProposal[] | null;
  readonly proposalsByThem: readonly BriefProposal[] | null;
  readonly appointments: readonly BriefContact[] | null;
  readonly meetings: readonly BriefMeeting[] | null;
  /** Sessions of programmes for which they are registered or wait. */
  readonly sessions: readonly BriefSession[] | null;
  /** Contacts of other departments near the day, the nearest first. */
  readonly collisions: readonly BriefCollision[] | null;
  /** Whom we know that knows them: chains of names from our staff to them, the warmest first. */
  readonly paths: readonly { readonly names: readonly string[]; readonly warmth: number }[] | null;
}

/** Who of ours, and of which department; null where the actor may not know. */
export interface Keeper {
  readonly name: string | null;
  readonly department: string | null;
}

/** One thing that somebody is somewhere. */
export interface BriefMembership {
  /** The organization; in a list of members the member, null where nobody holds the post of the seat. */
  readonly name: string | null;
  readonly role: MembershipRole;
  /** The post, or the role in the words of the source. */
  readonly title: string | null;
  readonly basis: MembershipBasis | null;
  readonly onBehalfOf: string | null;
  readonly from: WrittenDate | null;
  readonly until: WrittenDate | null;
}

/** A contact that took place, or an appointment. */
export interface BriefContact {
  readonly at: Date;
  readonly channel: EngagementChannel;
  readonly subject: string;
  readonly summary: string | null;
  readonly place: string | null;
  readonly department: string | null;
  readonly staff: readonly string[];
}

/** What was promised, open ones by due date and then the last that were closed. */
export interface BriefPromise {
  readonly text: string;
  readonly due: WrittenDate | null;
  readonly status: CommitmentStatus;
  readonly isOverdue: boolean;
  readonly closedOn: Date | null;
  readonly owner: Keeper;
}

/** Where they stand on something. */
export interface BriefStance {
  readonly about: string;
  readonly position: StancePosition;
  readonly heldFrom: WrittenDate;
  readonly confidence: StanceConfidence;
  readonly quotation: string | null;
}

/** A proposal that is not decided. */
export interface BriefProposal {
  readonly title: string;
  readonly status: ProposalStatus;
  readonly proposed: WrittenDate | null;
}

/** A planned session of a programme. */
export interface BriefSession {
  readonly programme: string;
  readonly ordinal: number | null;
  readonly title: string | null;
  readonly planned: WrittenDate | null;
  readonly place: string | null;
}

/** A planned meeting of a body in which they sit. */
export interface BriefMeeting {
  readonly body: string;
  readonly kind: MeetingKind;
  readonly ordinal: number | null;
  readonly title: string | null;
  readonly planned: WrittenDate | null;
  readonly place: string | null;
}

/** A contact of another department near the day. */
export interface BriefCollision {
  readonly day: Date;
  readonly daysApart: number;
  readonly department: string | null;
  /** Null of a meeting. */
  readonly channel: EngagementChannel | null;
  readonly subject: string | null;
  readonly staff: readonly string[];
  /** Those who took part in their stead: their organizations, or the persons of the organization. */
  readonly through: readonly string[];
}
