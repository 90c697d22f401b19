import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const runSource = fileURLToPath(new URL('../../../.ci/run-source.mjs', import.meta.url));
const start = fileURLToPath(new URL('./start.ts', import.meta.url));

/** The start program as a process of its own. */
export interface StartProcess {
  readonly child: ChildProcess;
  /** What it has said so far, on both outputs. */
  readonly said: () => string;
  /** Settles when it has said this; rejects when it ends before. */
  readonly says: (text: string) => Promise<void>;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
}

/** Starts the service with the plan in it, with these variables and no others. */
export function startProcess(env: Readonly<Record<string, string>>): StartProcess {
  const child = spawn(process.execPath, [runSource, start], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (said.includes(text)) resolve();
      };
      listeners.add(look);
      look();
      void ended.then((code) => reject(new Error(`It ended with ${code} and has not said "${text}" but:\n${said}`)));
    });
  return { child, said: () => said, says, ended };
}
