#!/usr/bin/env node
import { openPcrm } from '@pcrm/core';
import { readCliEnvironment } from './environment.js';
import { runCli } from './run-cli.js';

const { target, secret, actingAs, language } = readCliEnvironment();
const terminal = {
  open: (create: boolean) => openPcrm(target, { secret, create }),
  actingAs,
  language,
  print: console.log,
  complain: console.error,
};
process.exitCode = await runCli(process.argv.slice(2), terminal);
