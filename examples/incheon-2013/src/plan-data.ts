import { readFile } from 'node:fs/promises';
import type { PcrmAs } from '@pcrm/core';

type InputOf<Name extends keyof PcrmAs> = Parameters<PcrmAs[Name]>[0];

/** A document: the plan itself, or what this example added to it. */
type SourceEntry = InputOf<'recordSource'>;

/** A province or metropolitan city. */
export interface GovernmentEntry {
  readonly name: string;
  readonly english: string;
  /** The short name that the plan prints, where it prints one. */
  readonly printedAs?: string;
  /** The post of its head, by virtue of which it sits in bodies. */
  readonly head: string;
  readonly isOwnCity?: boolean;
}

interface TeamEntry {
  readonly name: string;
  readonly english: string;
  readonly functions: readonly string[];
  /** 정원 by grade; 현원 are among the printed figures, since no holder is named. */
  readonly posts: readonly { readonly grade: string; readonly capacity: number }[];
}

interface OfficeEntry {
  readonly name: string;
  readonly english: string;
  readonly teams: readonly TeamEntry[];
  readonly budgets: readonly {
    readonly year: number;
    readonly total: number;
    readonly lines: { readonly name: string; readonly amount: number }[];
  }[];
  readonly budgetNote: string;
}

type OtherNameEntry = Pick<NonNullable<InputOf<'registerStakeholder'>['otherNames']>[number], 'kind' | 'name'>;
type BodyRule = Omit<InputOf<'establishBody'>, 'organizationId' | 'kind' | 'sourceId'>;

export interface BodyEntry {
  readonly name: string;
  readonly english: string;
  /** Other names under which the plan prints it. */
  readonly otherNames: readonly OtherNameEntry[];
  readonly founded: string;
  readonly note?: string;
  readonly rule: BodyRule;
}

export interface ConsultativeBodyEntry extends BodyEntry {
  readonly chair: Pick<InputOf<'startMembership'>, 'from' | 'until' | 'termEnd'> & { readonly government: string };
  readonly members: 'ALL_GOVERNMENTS' | readonly string[];
  /** The members in the words of the plan. */
  readonly membersPrinted: string;
  /** Appointed members, of whom the plan prints the number and no name. */
  readonly appointedSeats?: number;
}

interface CommitteeEntry extends BodyEntry {
  readonly seats: { readonly EX_OFFICIO: number; readonly APPOINTED: number };
  readonly exOfficioChairPost: string;
  readonly civilianChair: { readonly name: string; readonly seatLabel: string; readonly chairLabel: string };
  readonly divisions: readonly { readonly name: string; readonly english: string }[];
  readonly reviews: {
    readonly year: number;
    readonly quarterlyPlenary: readonly number[];
    readonly halfYearlyDivision: readonly number[];
  };
}

interface MeetingEntry {
  readonly body: string;
  readonly kind: 'REGULAR' | 'EXTRAORDINARY';
  readonly agenda?: readonly string[];
}

interface MeetingsEntry {
  /** The plan prints how many were held in the year, and nothing else of most of them. */
  readonly held: readonly (MeetingEntry & { readonly year: string; readonly number: number; readonly summary?: string })[];
  readonly planned: readonly (MeetingEntry & { readonly ordinal: number; readonly planned: string; readonly place: string })[];
}

export interface PolicyTasksEntry {
  readonly agreed: {
    readonly label: string;
    readonly asOf: string;
    readonly maintainedByDivision: readonly number[];
    readonly closed: number;
    readonly superseded: number;
    readonly reasons: Readonly<Record<'AGREED' | 'MAINTAINED' | 'CLOSED' | 'SUPERSEDED', string>>;
  };
  readonly new: {
    readonly label: string;
    readonly proposed: string;
    readonly byDivision: readonly number[];
    readonly pursued: number;
    readonly pursuedFrom: string;
    readonly reasons: Readonly<Record<'PROPOSED' | 'MAINTAINED', string>>;
  };
}

/** Where somebody stands on a pending issue, in the words of the plan. */
interface StanceEntry extends Pick<InputOf<'recordStance'>, 'position' | 'confidence' | 'heldFrom' | 'quotation' | 'note'> {
  readonly task: Pick<InputOf<'addPolicyTask'>, 'number' | 'title' | 'status' | 'on' | 'reason'>;
  /** Name of the organization. */
  readonly stakeholder: string;
}

interface ProgrammesEntry {
  /** The year from which they are planned. */
  readonly from: string;
  /** The fields of work, each with its tasks in the order of their numbers. */
  readonly fields: readonly {
    readonly name: string;
    readonly programmes: readonly Pick<InputOf<'addProgramme'>, 'name' | 'kind'>[];
  }[];
}

/** Whom a proposal is addressed to. */
export interface AddresseeEntry {
  readonly name: string;
  readonly english: string;
  readonly category: 'NATIONAL_ASSEMBLY' | 'CENTRAL_GOVERNMENT';
  readonly printedAs?: string;
  readonly partOf?: string;
}

/** Where the plan prints something, and in which words. */
interface Printed {
  readonly section: string;
  readonly printed: string;
  readonly body: string;
}

type Outcome = InputOf<'recordProposalOutcome'>;

export interface SubmittedEntry extends Printed {
  readonly title: string;
  readonly on: string;
  readonly channel?: NonNullable<InputOf<'recordProposal'>['channel']>;
  /** Nobody where the plan does not say to whom. */
  readonly to: readonly string[];
  readonly agendaItem?: string;
  /** The title of the proposal that it raises again. */
  readonly reraises?: string;
  readonly decided?: {
    readonly by: string;
    readonly stance: 'ACCEPTED';
    readonly on: string;
    readonly text: string;
    readonly outcome: Pick<Outcome, 'subject' | 'before' | 'after' | 'unit'>;
  };
}

interface ProposalsEntry {
  readonly addressees: readonly AddresseeEntry[];
  readonly submitted: readonly SubmittedEntry[];
  readonly drafts: Printed & { readonly on: string; readonly agendaItems: readonly string[] };
  readonly jointTasks: Printed & {
    readonly from: string;
    readonly partners: readonly string[];
    /** Numbered on among the pending issues. */
    readonly tasks: readonly { readonly number: number; readonly title: string; readonly agendaItem: string }[];
  };
}

/** A figure as the plan prints it. */
export interface FigureEntry extends Omit<InputOf<'declareFigure'>, 'organizationId' | 'sourceId'> {
  /** Name of the organization that it is about. */
  readonly about: string;
}

/** The plan, as the files in `data/` hold it. */
export interface PlanData {
  readonly sources: Readonly<Record<'plan' | 'regions' | 'translations', SourceEntry>>;
  readonly governments: readonly GovernmentEntry[];
  readonly office: OfficeEntry;
  readonly consultativeBodies: readonly ConsultativeBodyEntry[];
  readonly committee: CommitteeEntry;
  readonly meetings: MeetingsEntry;
  readonly policyTasks: PolicyTasksEntry;
  readonly stances: readonly StanceEntry[];
  readonly programmes: ProgrammesEntry;
  readonly proposals: ProposalsEntry;
  readonly figures: readonly FigureEntry[];
}

/** Reads the plan. The library's commands check what it says when it is loaded. */
export async function readPlan(): Promise<PlanData> {
  const [sources, governments, office, consultativeBodies, committee, meetings, policyTasks, stances, programmes, proposals, figures] =
    await Promise.all([
      readData<PlanData['sources']>('sources'),
      readData<PlanData['governments']>('governments'),
      readData<PlanData['office']>('office'),
      readData<PlanData['consultativeBodies']>('consultative-bodies'),
      readData<PlanData['committee']>('committee'),
      readData<PlanData['meetings']>('meetings'),
      readData<PlanData['policyTasks']>('policy-tasks'),
      readData<PlanData['stances']>('stances'),
      readData<PlanData['programmes']>('programmes'),
      readData<PlanData['proposals']>('proposals'),
      readData<PlanData['figures']>('declared-figures'),
    ]);
  return { sources, governments, office, consultativeBodies, committee, meetings, policyTasks, stances, programmes, proposals, figures };
}

// `data` lies beside `src` and beside what is built from it.
async function readData<Content>(name: string): Promise<Content> {
  return JSON.parse(await readFile(new URL(`../data/${name}.json`, import.meta.url), 'utf8')) as Content;
}
