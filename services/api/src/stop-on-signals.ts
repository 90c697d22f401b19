// npm passes on the Ctrl-C that the terminal has sent to us already; what comes within this time is the same one.
const SAME_SIGNAL_MS = 1_000;

// Ten seconds after the signal container platforms kill, and nothing may hold us up until then.
const LATEST_MS = 9_500;

/**
 * Ends this process on SIGINT (Ctrl-C) and SIGTERM: runs `stop` and exits with 0, or with 1 if it fails or takes longer than 9.5 s. A second Ctrl-C does not wait for
 * it.
 */
export function stopOnSignals(stop: () => Promise<void>): void {
  let firstAt: number | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      setTimeout(() => process.exit(1), LATEST_MS).unref();
      void stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    } else if (signal === 'SIGINT' && performance.now() - firstAt > SAME_SIGNAL_MS) {
      process.exit(130);
    }
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}
