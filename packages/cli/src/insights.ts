import { Conflict, type TableDifferences } from '@pcrm/core';
import type { Command } from 'commander';
import { tableOf } from './output.js';
import type { CommonOptions, Terminal } from './terminal.js';

interface RecountOptions extends CommonOptions {
  readonly check?: boolean;
}

/** Adds `pcrm insights`. */
export function addInsightCommands(program: Command, terminal: Terminal): void {
  program
    .command('insights')
    .description('what the insights are told by')
    .command('recount')
    .description('count all tallies anew, correct them, and say what differed')
    .option('--check', 'correct nothing; the exit code is 1 when something differs')
    .action(async (_own: unknown, command: Command) => {
      const { check, json, create = false } = command.optsWithGlobals<RecountOptions>();
      const pcrm = await terminal.open(create);
      try {
        const differences = await pcrm.recountInsights({ check });
        terminal.print(json ? JSON.stringify(differences, undefined, 2) : told(differences));
        if (check && differences.length > 0)
          throw new Conflict('tallies_differ', 'Something differs. Correct it with: pcrm insights recount');
      } finally {
        await pcrm.close();
      }
    });
}

function told(differences: readonly TableDifferences[]): string {
  if (differences.length === 0) return 'Nothing differs';
  return differences.map(toldOf).join('\n\n');
}

function toldOf({ table, differences, examples }: TableDifferences): string {
  const shown = examples.length < differences ? `, of which these are the first ${examples.length}` : '';
  const rows = examples.map(({ kept, counted }) => [JSON.stringify(kept), JSON.stringify(counted)]);
  return `${table}: ${differences} differed${shown}.\n${tableOf(['was', 'is'], rows)}`;
}
