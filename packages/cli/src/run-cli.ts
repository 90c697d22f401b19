import { korean, koreanWords, messageOf, PcrmError, tellerOf, translation } from '@pcrm/core';
import { Command, CommanderError } from 'commander';
import { addActorCommands } from './actors.js';
import { addInsightCommands } from './insights.js';
import { addKeyCommands } from './keys.js';
import { koreanMessages } from './korean-messages.js';
import type { Terminal } from './terminal.js';

const koreanOfCli = translation({ sentences: [koreanMessages], words: koreanWords, below: korean });

/** Runs `pcrm` with these arguments; its exit code. What is refused is told in a sentence, with the cure. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  const program = new Command('pcrm')
    .description(
      'Looks after actors, API keys and the figures of the insights, on the database in DATABASE_URL or the folder PCRM_DATA_DIR.',
    )
    .option('--as <actor>', 'who acts: name or id of an actor, or "system" for the first set-up; or PCRM_ACTOR')
    .option('--create', 'make the database in the folder PCRM_DATA_DIR, and the secret, where there are none')
    .option('--json', 'print JSON')
    .showHelpAfterError('Add --help for what there is.')
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.print(text.trimEnd()), writeErr: (text) => terminal.complain(text.trimEnd()) });
  addActorCommands(program, terminal);
  addKeyCommands(program, terminal);
  addInsightCommands(program, terminal);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    const tell = tellerOf(terminal.language, koreanOfCli);
    const unexpected = () => tell(`PCRM has ended because of an unexpected error: ${String(error)}`);
    terminal.complain(error instanceof PcrmError ? messageOf(error, tell) : unexpected());
    return 1;
  }
}
