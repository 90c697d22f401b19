import { isPrivateSql, nameOnSql, Prisma } from '@pcrm/core';
import { stringJson, textOfJson, type Json } from './compiled/json-text.js';
import { maskedContactMarker, maskedNameMarker } from './compiled/markers.js';
import { rowOf, type CompiledField, type FieldRule } from './compiled/rules.js';
import { plain, sql, type Fragment } from './compiled/sql-fragment.js';

/*
 * How a statement writes personal data: as `shownName`, `shownNote` and `shownContactPoint` of core show them. To who reads them as they
 * are there is no mask in the statement; to others the raw value leaves the database between markers, and is masked by the same functions.
 */

/** The name of a stakeholder, the one in use or that of a day. */
export const shownNameRule: FieldRule = (field) => {
  const { alias } = rowOf(field);
  const asOf = field.draft.input((run) => (field.args(run) as { readonly asOf?: string | null }).asOf);
  const name = field.draft.hole(asOf, (day) => (day == null ? Prisma.sql`${alias}."name"` : nameOnSql(alias, new Date(day))));
  return nameJson(field, name, plain(isPrivateSql(alias)));
};

/** Another name of a stakeholder. */
export const shownOtherNameRule: FieldRule = (field) => {
  const name = sql`${plain(rowOf(field).alias)}."name"`;
  return nameJson(field, name, holderIs(field, isPrivateSql(Prisma.sql`holder`)));
};

function nameJson({ draft }: CompiledField, name: Fragment, isMasked: Fragment): Json {
  const json = stringJson(name);
  return draft.permits('personal-data:read') ? json : shownIf(sql`NOT ${isMasked}`, json, maskedNameMarker(json));
}

/** The note on a stakeholder. */
export const shownNoteRule: FieldRule = (field) => {
  const { alias } = rowOf(field);
  const json = stringJson(sql`${plain(alias)}."note"`);
  return field.draft.permits('personal-data:read') ? json : shownIf(sql`NOT ${plain(isPrivateSql(alias))}`, json, ['null']);
};

/** The value of a contact point. */
export const shownContactValueRule: FieldRule = (field) => {
  const point = plain(rowOf(field).alias);
  const json = stringJson(sql`${point}."value"`);
  return field.draft.permits('personal-data:read') ? json : shownIf(ofNobody(field), json, maskedContactMarker(sql`${point}."kind"`, json));
};

/** The label of a contact point. */
export const shownContactLabelRule: FieldRule = (field) => {
  const json = stringJson(sql`${plain(rowOf(field).alias)}."label"`);
  return field.draft.permits('personal-data:read') ? json : shownIf(ofNobody(field), json, ['null']);
};

function ofNobody(field: CompiledField): Fragment {
  return holderIs(field, Prisma.sql`holder."kind" <> 'PERSON'`);
}

function holderIs(field: CompiledField, condition: Prisma.Sql): Fragment {
  const row = plain(rowOf(field).alias);
  return sql`(SELECT ${plain(condition)} FROM "Stakeholder" holder WHERE holder."id" = ${row}."stakeholderId")`;
}

// Where nobody can tell, it is masked.
function shownIf(condition: Fragment, json: Json, masked: Json): Json {
  return [sql`CASE WHEN ${condition} THEN ${textOfJson(json)} ELSE ${textOfJson(masked)} END`];
}
