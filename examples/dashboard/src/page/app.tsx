import { useEffect } from 'react';
import { isDay } from '../day.js';
import { useAddress, type Shown } from './address.js';
import { BodiesPanel } from './bodies-panel.js';
import { CategoriesPanel } from './categories-panel.js';
import { HatchPattern } from './chart-style.js';
import { CoveragePanel } from './coverage-panel.js';
import { MapPanel } from './map-panel.js';
import { messages, type Language, type Messages } from './messages.js';
import { MonthsPanel } from './months-panel.js';
import { TasksPanel } from './tasks-panel.js';

const names: Readonly<Record<Language, string>> = { ko: '한국어', en: 'English' };

/** The dashboard. */
export function App() {
  const [shown, show] = useAddress();
  const { language, asOf } = shown;
  const text = messages[language];
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = text.title;
  }, [language, text]);
  const context = { messages: text, language, asOf, year: Number(asOf.slice(0, 4)) };
  return (
    <>
      <a className="skip" href="#content">
        {text.skip}
      </a>
      <Header text={text} shown={shown} show={show} />
      <main id="content" tabIndex={-1}>
        <MonthsPanel {...context} />
        <CategoriesPanel {...context} />
        <CoveragePanel {...context} />
        <MapPanel {...context} />
        <TasksPanel {...context} />
        <BodiesPanel {...context} />
      </main>
      <HatchPattern />
    </>
  );
}

interface HeaderProps {
  readonly text: Messages;
  readonly shown: Shown;
  readonly show: (change: Partial<Shown>) => void;
}

function Header({ text, shown, show }: HeaderProps) {
  return (
    <header>
      <div className="titles">
        <h1>{text.title}</h1>
        <p>{text.subtitle}</p>
      </div>
      <div className="settings">
        <label>
          {text.asOf}{' '}
          <input type="date" value={shown.asOf} onChange={({ target }) => isDay(target.value) && show({ asOf: target.value })} />
        </label>
        <fieldset className="languages" aria-label={text.language}>
          {(Object.keys(names) as Language[]).map((language) => (
            <button
              key={language}
              type="button"
              lang={language}
              aria-pressed={language === shown.language}
              onClick={() => show({ language })}
            >
              {names[language]}
            </button>
          ))}
        </fieldset>
      </div>
    </header>
  );
}
