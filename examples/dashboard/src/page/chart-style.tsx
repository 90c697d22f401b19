import type { Messages } from './messages.js';

/** Colours of marks, each at least 3:1 against the white of the panel and told apart from its neighbour by lightness as well. */
export const colors = {
  first: '#256ef4',
  second: '#0b3d91',
  third: '#b4540a',
  quiet: '#7c8792',
  axis: '#464c53',
  grid: '#e6e8ea',
} as const;

/** What all charts have in common: nothing moves, and the keyboard passes over them to their tables. */
export const still = { accessibilityLayer: false, margin: { top: 8, right: 16, bottom: 4, left: 4 } } as const;

/** Marks that neither grow in nor follow the pointer. */
export const mark = { isAnimationActive: false } as const;

/** What the colours mean, in the order of the marks. */
export const legend = { verticalAlign: 'top', align: 'left', itemSorter: null } as const;

/** Text along axes. */
export const axis = { tick: { fill: colors.axis, fontSize: 13 }, stroke: colors.grid, tickLine: false } as const;

/** What a withheld figure is filled with. */
export const HATCH = 'url(#hatch)';

/** The pattern of what is withheld, once on the page. */
export function HatchPattern() {
  return (
    <svg width="0" height="0" aria-hidden="true" focusable="false" className="hatch">
      <defs>
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" fill="#f4f5f6" />
          <rect width="2" height="6" fill="#9aa3ab" />
        </pattern>
      </defs>
    </svg>
  );
}

/** Says that figures are withheld, beside the pattern that stands for them. */
export function WithheldNote({ messages }: { readonly messages: Messages }) {
  return (
    <p className="withheld">
      <svg width="28" height="16" aria-hidden="true" focusable="false">
        <rect width="28" height="16" fill={HATCH} />
      </svg>
      {messages.withheldNote}
    </p>
  );
}

/** A figure in a table: withheld ones are said to be. */
export function figure(value: number | null, messages: Messages): number | string {
  return value ?? messages.withheld;
}

/** A round number at or above the largest, where an axis ends. */
export function roundUp(largest: number): number {
  const step = largest <= 10 ? 2 : largest <= 50 ? 10 : 50;
  return Math.max(step, Math.ceil(largest / step) * step);
}
