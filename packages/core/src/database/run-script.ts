import { DriverAdapterError, type SqlDriverAdapter } from '@prisma/driver-adapter-utils';

/**
 * The adapter with a way of its own to run a script of several statements. Those of the libraries do not do for migrations:
 * pglite-prisma-adapter 0.7 does not wait for the script, so that a failing migration would count as applied, and
 * @prisma/adapter-pg 7.10 cuts it at every semicolon, also inside a function's body.
 */
export function withScriptsRunBy(adapter: SqlDriverAdapter, run: (script: string) => Promise<unknown>): SqlDriverAdapter {
  adapter.executeScript = async (script) => {
    try {
      await run(script);
    } catch (error) {
      const { message, code = 'XX000' } = error as { message: string; code?: string };
      throw new DriverAdapterError({
        kind: 'postgres',
        code,
        severity: 'ERROR',
        message,
        detail: undefined,
        column: undefined,
        hint: undefined,
      });
    }
  };
  return adapter;
}
