import type { Language, Messages } from './messages.js';

/** What every panel is told. */
export interface PanelContext {
  readonly messages: Messages;
  readonly language: Language;
  /** The day of which it tells. */
  readonly asOf: string;
  /** The year of that day. */
  readonly year: number;
}
