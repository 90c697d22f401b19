import { setTimeout } from 'node:timers/promises';
import { attacks, ATTACKS_PER_SECOND, sendAttack } from './attacks.js';

// A program that attacks an address with an API key, with everything in turn, so often a second, from when it is told to until it is told to
// rest. Each time it says how many attacks it has sent.
const [url = '', key = ''] = process.argv.slice(-2);
let resting = new AbortController();
let attacking: Promise<void> = Promise.resolve();
let sent = 0;

process.on('message', (told: 'attack' | 'rest') => {
  void obey(told);
});
process.send?.(sent);

async function obey(told: 'attack' | 'rest'): Promise<void> {
  resting.abort();
  await attacking;
  if (told === 'attack') {
    resting = new AbortController();
    attacking = attackUntil(resting.signal);
  }
  process.send?.(sent);
}

async function attackUntil(rest: AbortSignal): Promise<void> {
  let due = performance.now();
  while (!rest.aborted) {
    await sendAttack({ url, key }, attacks[sent % attacks.length]!);
    sent += 1;
    due += 1_000 / ATTACKS_PER_SECOND;
    await setTimeout(due - performance.now());
  }
}
