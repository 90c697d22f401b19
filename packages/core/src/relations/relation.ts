import { z } from 'zod';
import { asOfInput } from '../period.js';

/** Who stands in the graph: a member of our staff, or a stakeholder. */
export interface RelationNode {
  readonly type: 'ACTOR' | 'STAKEHOLDER';
  readonly id: string;
}

/** Why two know each other. */
export type RelationEvidence =
  /** They took part in the same engagements: how many of the last ones, the last of them, and the ids of the latest three. */
  | { readonly kind: 'ENGAGEMENT'; readonly count: number; readonly lastAt: Date; readonly engagementIds: readonly string[] }
  /** One is a member of the other. */
  | { readonly kind: 'MEMBERSHIP'; readonly membershipIds: readonly string[] }
  /** Both are members of an organization that is small enough for its members to know each other. */
  | { readonly kind: 'SHARED_MEMBERSHIP'; readonly organizationId: string; readonly membershipIds: readonly string[] }
  /** The member of staff keeps the relation. */
  | { readonly kind: 'MANAGER'; readonly relationshipManagerId: string };

/** Two who know each other, how well, and why. */
export interface Relation {
  readonly from: RelationNode;
  readonly to: RelationNode;
  /** Above 0, below 1. */
  readonly warmth: number;
  readonly evidence: readonly RelationEvidence[];
}

/** A chain from a member of our staff to a stakeholder, each step of which knows the next. */
export interface WarmPath {
  readonly steps: readonly Relation[];
  /** The product of the warmth of its steps. */
  readonly warmth: number;
}

/** How many may take part in an engagement for all of them to have met: a forum of hundreds introduces nobody. */
export const LARGEST_ENGAGEMENT = 30;

/** How many members an organization may have for all of them to know each other. */
export const LARGEST_CIRCLE = 200;

const limit = (most: number) => z.int().min(1).max(most).nullish();

export const relationsInput = z.object({ stakeholderIds: z.array(z.uuid()), limit: limit(100), ...asOfInput });

export const relationGraphInput = z.object({
  stakeholderId: z.uuid(),
  /** 1: whom they know; 2: whom those know, too. */
  depth: z.int().min(1).max(2).nullish(),
  /** How many each of them brings in. */
  limit: limit(50),
  ...asOfInput,
});

export const warmPathsInput = z.object({
  toId: z.uuid(),
  /** Only from this member of staff. */
  actorId: z.uuid().nullish(),
  /** Only from the staff of this department. */
  departmentId: z.uuid().nullish(),
  /** How many steps a path may have. */
  maxSteps: z.int().min(1).max(3).nullish(),
  limit: limit(20),
  ...asOfInput,
});

/** Half of an engagement's warmth is gone after a year. */
export const HALF_LIFE_DAYS = 365;

const CERTAIN = { MANAGER: 0.9, MEMBERSHIP: 0.5, SHARED_MEMBERSHIP: 0.3 } as const;

/**
 * How warm a relation is, above 0 and below 1. Each ground warms independently: one engagement today 0.5, two 0.67, nine 0.9; the relation
 * that one keeps 0.9, a membership 0.5, a shared one 0.3.
 *
 * @param freshness - the sum over the engagements of 0.5 ^ (age in days / {@link HALF_LIFE_DAYS}).
 */
export function warmthOf(evidence: readonly RelationEvidence[], freshness: number): number {
  const coldness = evidence.map(({ kind }) => (kind === 'ENGAGEMENT' ? 1 / (1 + freshness) : 1 - CERTAIN[kind]));
  return 1 - coldness.reduce((product, each) => product * each, 1);
}
