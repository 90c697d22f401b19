/** The LIKE pattern for a part of a text, in which %, _ and \ stand for themselves. */
export function patternOfPart(part: string): string {
  return `%${part.replace(/[\\%_]/gu, '\\$&')}%`;
}
