import { useState } from 'react';
import { isDay } from '../day.js';
import { isLanguage, type Language } from './messages.js';

/** What the page shows, as it stands in its address, so that a link leads to the same. */
export interface Shown {
  readonly language: Language;
  /** The day of which it tells, as YYYY-MM-DD. */
  readonly asOf: string;
}

/** What the address asks for: Korean unless it says otherwise, and today in Korea. */
function readAddress(): Shown {
  const parameters = new URLSearchParams(location.search);
  const language = parameters.get('lang') ?? '';
  const asOf = parameters.get('asOf') ?? '';
  return { language: isLanguage(language) ? language : 'ko', asOf: isDay(asOf) ? asOf : todayInKorea() };
}

/** What is shown, and how to show something else. */
export function useAddress(): readonly [Shown, (change: Partial<Shown>) => void] {
  const [shown, setShown] = useState(readAddress);
  const show = (change: Partial<Shown>) => {
    const next = { ...shown, ...change };
    const { language: lang, asOf } = next;
    history.replaceState(null, '', `?${new URLSearchParams({ asOf, lang })}`);
    setShown(next);
  };
  return [shown, show];
}

function todayInKorea(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul' }).format(new Date());
}
