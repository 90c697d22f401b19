// Verbs of commands whose past tense is not made by a rule.
const irregular: Readonly<Record<string, string>> = {
  cancel: 'cancelled',
  choose: 'chosen',
  forget: 'forgotten',
  give: 'given',
  grant: 'granted',
  hear: 'heard',
  hold: 'held',
  make: 'made',
  open: 'opened',
  pay: 'paid',
  reset: 'reset',
  send: 'sent',
  set: 'set',
  split: 'split',
  take: 'taken',
  undo: 'undone',
  withdraw: 'withdrawn',
  write: 'written',
};

// Commands that are more than a verb and what it acts on.
const named: Readonly<Record<string, string>> = {
  registerForSession: 'sessionRegistered',
  takeOnJointTask: 'jointTaskTakenOn',
};

/**
 * The name of the event that a command leaves: what it acts on, and the verb in the past tense.
 *
 * @example
 * ```ts
 * eventNameOf('logEngagement'); // 'engagementLogged'
 * ```
 */
export function eventNameOf(command: string): string {
  const known = named[command];
  if (known !== undefined) return known;
  const [, verb = command, object = ''] = /^([a-z]+)(.*)$/u.exec(command) ?? [];
  const past = pastTense(verb);
  return object === '' ? past : object.charAt(0).toLowerCase() + object.slice(1) + past.charAt(0).toUpperCase() + past.slice(1);
}

function pastTense(verb: string): string {
  const known = irregular[verb];
  if (known !== undefined) return known;
  if (verb.endsWith('e')) return `${verb}d`;
  if (/[^aeiou]y$/u.test(verb)) return `${verb.slice(0, -1)}ied`;
  // plan, log: one short syllable doubles its last letter.
  if (/^[^aeiou]*[aeiou][^aeiouwxy]$/u.test(verb)) return `${verb}${verb.slice(-1)}ed`;
  return `${verb}ed`;
}
