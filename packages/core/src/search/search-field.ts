/** The texts of records that can be found. */
export const searchFields = [
  ...(['NAME', 'OTHER_NAME', 'CONTACT_POINT', 'REGION', 'NOTE', 'AFFILIATION', 'TITLE', 'ORDINAL', 'AUDIENCE', 'AGENDA', 'BODY'] as const),
  ...(['TEXT', 'EXPECTED_EFFECT', 'OUTCOME', 'SUBJECT', 'SUMMARY', 'PLACE'] as const),
] as const;
export type SearchField = (typeof searchFields)[number];

/** A text of a record, as it is shown. */
export interface SearchText {
  readonly field: SearchField;
  readonly text: string;
}
