import { z } from 'zod';
import { InvalidInput } from '../errors.js';
import type { Stakeholder } from '../generated/prisma/client.js';
import { sourceInput } from '../input.js';
import { formatPartialDate } from '../period.js';
import { prose } from '../text.js';

/** The fields of which one record can have only one, or one list. */
export const mergeFields = ['NAME', 'CATEGORIES', 'REGION', 'NOTE', 'GENDER', 'FOUNDED', 'DISSOLVED', 'PARENT'] as const;
export type MergeField = (typeof mergeFields)[number];

/** Whose value a field gets: that of the stakeholder that is kept, that of the merged one, or both (categories and notes). */
export const mergeWinners = ['KEPT', 'MERGED', 'BOTH'] as const;
export type MergeWinner = (typeof mergeWinners)[number];

const takesBoth: ReadonlySet<MergeField> = new Set(['CATEGORIES', 'NOTE']);

const choices = z
  .array(z.object({ field: z.enum(mergeFields), winner: z.enum(mergeWinners) }))
  .refine((all) => new Set(all.map(({ field }) => field)).size === all.length, { error: 'Choose once for each field.' })
  .refine((all) => all.every(({ field, winner }) => winner !== 'BOTH' || takesBoth.has(field)), {
    error: 'Only categories and notes can be of both. Choose one of the two.',
  });

const twoStakeholders = { keepId: z.uuid(), mergeId: z.uuid(), choices: choices.nullish() };
const areTwo = ({ keepId, mergeId }: { keepId: string; mergeId: string }) => keepId.toLowerCase() !== mergeId.toLowerCase();
const notTwo = { path: ['mergeId'], error: 'A stakeholder is not merged into itself. Choose another.' };

export const mergePreviewInput = z.object(twoStakeholders).refine(areTwo, notTwo);

export const mergeStakeholdersInput = z
  .object({
    ...twoStakeholders,
    /** The versions that the preview showed. */
    keepVersion: z.int().positive(),
    mergeVersion: z.int().positive(),
    reason: prose(2000),
    ...sourceInput,
  })
  .refine(areTwo, notTwo);

export const undoMergeInput = z.object({ id: z.uuid(), reason: prose(2000) });

/** What a field is in both, and what it will be. Texts; none where it is empty. */
export interface FieldPreview {
  readonly field: MergeField;
  readonly kept: readonly string[];
  readonly merged: readonly string[];
  readonly winner: MergeWinner;
  readonly result: readonly string[];
}

/** The columns of the survivor that a merge may change. */
export type FieldColumns = Pick<
  Stakeholder,
  | 'name'
  | 'categories'
  | 'region'
  | 'note'
  | 'gender'
  | 'foundedDate'
  | 'foundedPrecision'
  | 'dissolvedDate'
  | 'dissolvedPrecision'
  | 'parentId'
  | 'archivedAt'
>;

type Choices = z.output<typeof choices> | null | undefined;

/** The survivor's fields, by what was chosen and else by rule. */
export function mergedFields(kept: Stakeholder, merged: Stakeholder, chosen: Choices): FieldColumns {
  const winners = new Map(fieldsOf(kept).map((field) => [field, winnerOf(field, { kept, merged }, chosen)]));
  const from = (field: MergeField) => (winners.get(field) === 'MERGED' ? merged : kept);
  return {
    name: from('NAME').name,
    categories:
      winners.get('CATEGORIES') === 'BOTH' ? [...new Set([...kept.categories, ...merged.categories])] : from('CATEGORIES').categories,
    region: from('REGION').region,
    note: winners.get('NOTE') === 'BOTH' ? joined(kept.note, merged.note) : from('NOTE').note,
    gender: from('GENDER').gender,
    foundedDate: from('FOUNDED').foundedDate,
    foundedPrecision: from('FOUNDED').foundedPrecision,
    dissolvedDate: from('DISSOLVED').dissolvedDate,
    dissolvedPrecision: from('DISSOLVED').dissolvedPrecision,
    parentId: from('PARENT').parentId,
    // Whoever is in use under one of two records is in use.
    archivedAt: merged.archivedAt === null ? null : kept.archivedAt,
  };
}

/** The fields of both, and what becomes of each. */
export function previewFields(kept: Stakeholder, merged: Stakeholder, chosen: Choices): FieldPreview[] {
  const result = { ...kept, ...mergedFields(kept, merged, chosen) };
  return fieldsOf(kept).map((field) => ({
    field,
    kept: textsOf(kept, field),
    merged: textsOf(merged, field),
    winner: winnerOf(field, { kept, merged }, chosen),
    result: textsOf(result, field),
  }));
}

function fieldsOf({ kind }: Stakeholder): MergeField[] {
  const foreign: readonly MergeField[] = kind === 'PERSON' ? ['FOUNDED', 'DISSOLVED', 'PARENT'] : ['GENDER'];
  return mergeFields.filter((field) => !foreign.includes(field));
}

// Unless somebody chooses: both where both can stand, a value before none, of two dates that agree the more exact one, else the survivor's.
function winnerOf(field: MergeField, { kept, merged }: { kept: Stakeholder; merged: Stakeholder }, chosen: Choices): MergeWinner {
  const choice = chosen?.find((one) => one.field === field);
  if (choice !== undefined) return choice.winner;
  const [own, other] = [textsOf(kept, field), textsOf(merged, field)];
  if (other.length === 0) return 'KEPT';
  if (takesBoth.has(field)) return 'BOTH';
  if (own.length === 0) return 'MERGED';
  const moreExact = (field === 'FOUNDED' || field === 'DISSOLVED') && (other[0] as string).startsWith(`${own[0]}-`);
  return moreExact ? 'MERGED' : 'KEPT';
}

function textsOf(stakeholder: Stakeholder, field: MergeField): string[] {
  switch (field) {
    case 'NAME':
      return [stakeholder.name];
    case 'CATEGORIES':
      return stakeholder.categories;
    case 'REGION':
      return textOf(stakeholder.region);
    case 'NOTE':
      return textOf(stakeholder.note);
    case 'GENDER':
      return textOf(stakeholder.gender);
    case 'FOUNDED':
      return textOf(formatPartialDate(stakeholder.foundedDate, stakeholder.foundedPrecision));
    case 'DISSOLVED':
      return textOf(formatPartialDate(stakeholder.dissolvedDate, stakeholder.dissolvedPrecision));
    case 'PARENT':
      return textOf(stakeholder.parentId);
  }
}

function textOf(value: string | null): string[] {
  return value === null ? [] : [value];
}

function joined(kept: string | null, merged: string | null): string | null {
  if (kept === null || merged === null || kept === merged) return kept ?? merged;
  return `${kept}\n\n${merged}`;
}

// A date and its precision are one field.
const columnsOfFields: readonly (readonly (keyof FieldColumns)[])[] = [
  ['name'],
  ['categories'],
  ['region'],
  ['note'],
  ['gender'],
  ['foundedDate', 'foundedPrecision'],
  ['dissolvedDate', 'dissolvedPrecision'],
  ['parentId'],
  ['archivedAt'],
];

/** Columns as JSON keeps them. */
export type KeptColumns = Readonly<Record<string, unknown>>;

/** The columns that differ between two states, as they are in each. */
export function changedColumns(before: KeptColumns, after: KeptColumns): { readonly before: KeptColumns; readonly after: KeptColumns } {
  const changed = columnsOfFields.filter((columns) => !sameIn(columns, before, after)).flat();
  const pick = (state: KeptColumns) => Object.fromEntries(changed.map((column) => [column, state[column] ?? null]));
  return { before: pick(before), after: pick(after) };
}

/** What undoing gives back: the earlier value of each field that is still as the merge left it. What was revised since stays. */
export function restoredColumns(merge: { readonly before: KeptColumns; readonly after: KeptColumns }, present: KeptColumns): KeptColumns {
  const restored = columnsOfFields
    .filter((columns) => columns.every((column) => column in merge.after) && sameIn(columns, merge.after, present))
    .flat();
  return Object.fromEntries(restored.map((column) => [column, merge.before[column] ?? null]));
}

function sameIn(columns: readonly string[], a: KeptColumns, b: KeptColumns): boolean {
  return columns.every((column) => JSON.stringify(a[column] ?? null) === JSON.stringify(b[column] ?? null));
}

/** Refuses choices that the kind does not have. */
export function requireChoicesOfKind(kept: Stakeholder, chosen: Choices): void {
  const foreign = (chosen ?? []).filter(({ field }) => !fieldsOf(kept).includes(field));
  if (foreign.length === 0) return;
  throw InvalidInput.at(['choices'], 'wrong_kind', `Only the other kind of stakeholder has ${foreign[0]?.field}. Leave it out.`);
}
