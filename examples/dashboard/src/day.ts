/** Whether it is a day of the calendar, as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
  const day = new Date(text);
  // The 30th of February would be the 2nd of March.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
