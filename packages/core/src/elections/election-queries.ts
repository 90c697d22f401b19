import type { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import { parseInput } from '../input.js';
import { turnInput } from './election.js';
import { planTurn, type TurnPlan } from './turn-plan.js';

/**
 * What the turn of an election would do to what is recorded now: who ends and who begins, which ex officio seats and chairs end, begin
 * anew or follow the post, what is left vacant, what stands in the way and what should be known. Nothing is written.
 */
export async function previewTurn({ db, actor }: Context, input: z.input<typeof turnInput>): Promise<TurnPlan> {
  requireScope(actor, 'memberships:read');
  requireScope(actor, 'stakeholders:read');
  return planTurn(db, parseInput(turnInput, input), actor);
}
