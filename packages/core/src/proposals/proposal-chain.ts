import { z } from 'zod';
import { requireScope } from '../access/actor.js';
import type { Context } from '../context.js';
import { ProposalStatus } from '../generated/prisma/enums.js';
import { groupBy } from '../group-by.js';
import { parseInput } from '../input.js';
import { asOfDay, asOfInput } from '../period.js';
import { proposalColumns, statusAsOf, type ProposalAsOf } from './proposal-queries.js';

/** 재건의: every raising of one proposal, as of a day. */
export interface ProposalChain {
  /** In the order in which they were submitted, drafts last; each with where it stands. */
  readonly raisings: readonly ProposalAsOf[];
  /** How often it was submitted. */
  readonly timesRaised: number;
  /** The first that was submitted; null while there are only drafts. */
  readonly first: ProposalAsOf | null;
}

const chainsInput = z.object({ ids: z.array(z.uuid().toLowerCase()), ...asOfInput });

/** Every raising that is connected with a proposal, earlier and later ones, as of a day (today in Korea, when it is left out). */
export async function proposalChain(
  context: Context,
  { id, asOf }: { readonly id: string; readonly asOf?: string | null | undefined },
): Promise<ProposalChain> {
  const [chain = chainOf([])] = await proposalChainsOfEach(context, { ids: [id], asOf });
  return chain;
}

/** The same for each of the proposals, in the order asked, in one statement. */
export async function proposalChainsOfEach(context: Context, input: z.input<typeof chainsInput>): Promise<ProposalChain[]> {
  requireScope(context.actor, 'proposals:read');
  const { ids, asOf } = parseInput(chainsInput, input);
  const rows = await context.db.$queryRaw<(ProposalAsOf & { readonly $given: string })[]>`
    WITH RECURSIVE chain (given, id) AS (
      SELECT given, given FROM unnest(${ids}::uuid[]) AS given
      UNION
      SELECT chain.given, relative.id FROM chain CROSS JOIN LATERAL (
        SELECT "reraisesId" FROM "Proposal" WHERE "id" = chain.id AND "reraisesId" IS NOT NULL
        UNION ALL
        SELECT "id" FROM "Proposal" WHERE "reraisesId" = chain.id
      ) AS relative (id)
    )
    SELECT chain.given AS "$given", ${proposalColumns}
    FROM chain JOIN "Proposal" t ON t."id" = chain.id ${statusAsOf(asOfDay(context.now, asOf))}
    ORDER BY t."proposedDate" NULLS LAST, t."id"`;
  const byGiven = groupBy(rows, ({ $given }) => $given);
  return ids.map((id) => chainOf((byGiven.get(id) ?? []).map(({ $given: _given, ...raising }) => raising)));
}

function chainOf(raisings: readonly ProposalAsOf[]): ProposalChain {
  const submitted = raisings.filter(({ status, proposedDate }) => status !== ProposalStatus.DRAFT && proposedDate !== null);
  return { raisings, timesRaised: submitted.length, first: submitted[0] ?? null };
}
