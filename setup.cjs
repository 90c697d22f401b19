'use strict';
// Behind `npm start` and `npm test`: brings a fresh clone to the state in which the command can run, then runs it.
// Plain old syntax throughout, so that a Node that is too old can still read this file and say so.

const { spawn } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const OLDEST_NODE = [20, 19];
const HEARTBEAT_MS = 5000;
// npm in the middle of an install takes no notice of a signal. What it leaves half done is done again at the next start.
const PATIENCE_MS = 3000;
const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

const at = function () {
  return path.join.apply(path, [__dirname].concat(Array.from(arguments)));
};

/** A failure that is told in one sentence, with an exit code. */
class SetupError extends Error {
  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode || 1;
  }
}

const TASKS = {
  start: async function () {
    // Only what the program needs: the page of the dashboard and the client wait until somebody asks for them.
    await prepare('build', ['--filter=@pcrm/example-incheon-2013']);
    const program = at('examples', 'incheon-2013', 'dist', 'start.js');
    if (!fs.existsSync(program)) throw new SetupError('The build left no ' + program + '. Run `npm run build -- --force`.');
    await import(require('url').pathToFileURL(program).href);
  },

  test: async function (args) {
    await prepare('generate');
    await runTests(args);
  },

  build: async function (args) {
    await turbo(['run', 'build'].concat(args));
  },
  types: async function (args) {
    await turbo(['run', 'types'].concat(args));
  },
  boundaries: async function (args) {
    await turbo(['boundaries'].concat(args));
  },
};

/** The sentence for a Node that is too old, or null. */
function nodeProblem(version) {
  const parts = version.replace(/^v/, '').split('.').map(Number);
  if (parts[0] > OLDEST_NODE[0] || (parts[0] === OLDEST_NODE[0] && parts[1] >= OLDEST_NODE[1])) return null;
  return (
    'PCRM needs Node ' +
    OLDEST_NODE.join('.') +
    ' or later and this is Node ' +
    version.replace(/^v/, '') +
    '. Install a newer Node from https://nodejs.org and run the command again.'
  );
}

// Installing

/** Why the libraries have to be installed, or null when node_modules is what package-lock.json says. */
function installReason() {
  const wanted = readPackages(at('package-lock.json'));
  if (wanted === null) throw new SetupError('package-lock.json is missing or damaged. Restore it with `git checkout package-lock.json`.');
  // npm writes this file last, so an install that was broken off has none.
  const installed = readPackages(at('node_modules', '.package-lock.json'));
  if (installed === null) return 'not installed yet';
  for (const name of Object.keys(wanted)) {
    if (name.indexOf('node_modules/') === -1) continue;
    const there = installed[name];
    if (
      there === undefined ? !wanted[name].optional : there.version !== wanted[name].version || there.integrity !== wanted[name].integrity
    ) {
      return 'package-lock.json has changed';
    }
  }
  for (const name of Object.keys(installed)) {
    const entry = installed[name];
    if ((entry.os && entry.os.indexOf(os.platform()) === -1) || (entry.cpu && entry.cpu.indexOf(os.arch()) === -1))
      return 'installed for another machine';
    if (name.indexOf('node_modules/') !== -1 && !fs.existsSync(at(name, 'package.json'))) return 'some are missing';
  }
  return null;
}

function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages || null;
  } catch {
    return null;
  }
}

async function install() {
  const reason = installReason();
  if (reason === null) return;
  console.log('Installing the libraries (' + reason + ') ...');
  const started = Date.now();
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--include=dev', '--loglevel=http', '--no-progress'];
  // Two retries with short waits: without a network the answer comes in seconds, not minutes.
  const retries = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
  const npm = npmCommand();
  const run = await quietly(npm.file, npm.args.concat(['ci'], flags, retries), {
    options: npm.options,
    measure: countInstalled,
    hopeless: unreachable,
  });
  if (run.code !== 0) throw new SetupError(installFailure(run.log));
  console.log('Installed the libraries in ' + seconds(started) + '.');
}

/** The npm that started us, else the one on the path. */
function npmCommand() {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.c?js$/.test(cli) && fs.existsSync(cli)) return { file: process.execPath, args: [cli], options: {} };
  return os.platform() === 'win32' ? { file: 'npm.cmd', args: [], options: { shell: true } } : { file: 'npm', args: [], options: {} };
}

/** How far npm is: it makes all the folders first and fills them one by one. */
function countInstalled() {
  let folders = [];
  for (const name of listFolder(at('node_modules'))) {
    if (name[0] === '@') folders = folders.concat(listFolder(at('node_modules', name)).map((inner) => at('node_modules', name, inner)));
    else if (name[0] !== '.') folders.push(at('node_modules', name));
  }
  const filled = folders.filter((folder) => fs.existsSync(path.join(folder, 'package.json')));
  return filled.length + ' of ' + folders.length + ' packages';
}

function listFolder(folder) {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}

// What npm says, what it means, and what to do.
const INSTALL_FAILURES = [
  [
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/,
    'the npm registry cannot be reached',
    "check the network and npm's proxy settings",
  ],
  [
    /SELF_SIGNED_CERT|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_[A-Z_]+/,
    'the certificate of the npm registry is not trusted',
    "set npm's `cafile` to the certificate of your network",
  ],
  [/E401|E403|E407/, 'the npm registry or the proxy refuses access', "check the sign-in in npm's settings"],
  [/ENOSPC/, 'the disk is full', 'free about 1 GB'],
  [/EACCES|EPERM|EROFS/, 'this folder or the npm cache cannot be written to', 'give this account write access to both'],
  [/EUSAGE/, 'package.json and package-lock.json do not agree', 'bring the lock file up to date with `npm install`'],
  [/ETARGET|E404|EINTEGRITY/, 'the npm registry lacks a package that package-lock.json names, or sent another', 'look with `npm ci`'],
  [/ENOTEMPTY|EBUSY|EEXIST/, 'another program is changing node_modules', 'wait until it is done'],
  [/spawn npm/, 'npm was not found', 'install npm, which comes with Node'],
  [/code \S+|$/, 'npm stopped with an error', 'see what `npm ci` says'],
];

function installFailure(log) {
  const lines = log.split('\n').filter((line) => /^npm (error|ERR!)|^Error|failed with E/.test(line));
  const said = lines.join('\n');
  const known = INSTALL_FAILURES.find((entry) => entry[0].test(said));
  const found = known[0].exec(said)[0];
  const cause = known[1] + (found === '' ? '' : ' (' + found + ')');
  return 'The libraries could not be installed: ' + cause + '; ' + known[2] + ' and run the command again.';
}

/** Without a network npm tries hundreds of packages three times each. It is told to stop when that has become pointless. */
function unreachable(log, elapsed) {
  const nothingCame = !/fetch GET 200/.test(log);
  const failures = log.split(/ attempt \d failed with E/).length - 1;
  const given = log.split(' attempt 3 failed with E').length - 1;
  return given >= 3 || (nothingCame && failures >= 25 && elapsed > 8000);
}

// Generating and building

async function prepare(task, filter) {
  await install();
  const started = Date.now();
  const script = at('node_modules', 'turbo', 'bin', 'turbo');
  const what = task === 'build' ? 'Building the programs' : 'Generating the database client';
  const run = await quietly(
    process.execPath,
    [script, 'run', task, '--output-logs=errors-only', '--log-order=grouped'].concat(filter || []),
    {
      options: { env: toolEnvironment() },
      what: what,
    },
  );
  if (run.code !== 0) {
    process.stderr.write(run.log);
    throw new SetupError('The step `npm run ' + task + '` failed; what it said is above.');
  }
  if (Date.now() - started > 2000) console.log(what + ' took ' + seconds(started) + '.');
}

async function turbo(args) {
  await install();
  process.exitCode = await foreground([at('node_modules', 'turbo', 'bin', 'turbo')].concat(args), toolEnvironment());
}

/** No tool calls home and none asks a question. */
function toolEnvironment() {
  return Object.assign(plainOutput(), process.env, {
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
  });
}

/** A log file gets no colours. */
function plainOutput() {
  return process.stdout.isTTY || process.env.FORCE_COLOR ? {} : { NO_COLOR: '1' };
}

// Testing

/** Runs Vitest and closes with a line of its own: `N passed, N failed`. */
async function runTests(args) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pcrm-test-'));
  const file = path.join(folder, 'counts.json');
  try {
    const vitest = at('node_modules', 'vitest', 'vitest.mjs');
    const named = args.some(function (argument) {
      return argument.indexOf('--reporter') === 0;
    });
    const reporters = (named ? [] : ['--reporter=default']).concat(['--reporter=' + at('.ci', 'count-reporter.mjs')]);
    const code = await foreground(
      [vitest, 'run'].concat(reporters, args),
      Object.assign(plainOutput(), process.env, testDatabase(), { PCRM_TEST_COUNTS: file }),
    );
    const counts = readCounts(file);
    // An error outside any test, or a run that never began, is a failure too.
    if (code !== 0 && counts.failed === 0) counts.failed = 1;
    console.log(counts.passed + ' passed, ' + counts.failed + ' failed' + (counts.skipped > 0 ? ', ' + counts.skipped + ' skipped' : ''));
    process.exitCode = code === 0 && counts.failed > 0 ? 1 : code;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** DATABASE_URL means that server here too. The tests make databases of their own on it and leave those that are there alone. */
function testDatabase() {
  const url = process.env.TEST_DATABASE_URL || process.env.DATABASE_URL;
  return url ? { TEST_DATABASE_URL: url } : {};
}

function readCounts(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

// Running other programs

/** Runs Node with these arguments in our place: same terminal, same signals, same exit code. */
function foreground(args, env) {
  const child = spawn(process.execPath, args, { cwd: __dirname, stdio: 'inherit', env: env });
  const release = passSignals(child);
  return new Promise(function (resolve, reject) {
    child.on('error', reject);
    child.on('close', function (code, signal) {
      release();
      resolve(code === null ? 128 + (SIGNAL_NUMBERS[signal] || 9) : code);
    });
  });
}

/** Runs a program, keeps what it says, and after a while shows what it is doing and how far it is. */
function quietly(file, args, how) {
  const started = Date.now();
  const child = spawn(file, args, Object.assign({ cwd: __dirname, stdio: ['ignore', 'pipe', 'pipe'] }, how.options));
  const release = passSignals(child, PATIENCE_MS);
  let log = '';
  const keep = function (text) {
    log += text;
    if (how.hopeless && how.hopeless(log, Date.now() - started)) child.kill();
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  let told = false;
  const heartbeat = setInterval(function () {
    if (how.what && !told) console.log(how.what + ' ...');
    told = true;
    console.log('  ' + seconds(started) + (how.measure ? ', ' + how.measure() : ''));
  }, HEARTBEAT_MS);
  return new Promise(function (resolve, reject) {
    const finish = function (code) {
      clearInterval(heartbeat);
      const stopped = release();
      if (stopped) reject(new SetupError('Stopped.', 128 + SIGNAL_NUMBERS[stopped]));
      else resolve({ code: code, log: log });
    };
    child.on('error', function (error) {
      log += String(error);
      finish(1);
    });
    child.on('close', finish);
  });
}

/** Signals to us go to the child, and we stay until it has stopped or our patience ends. Returns how to end that, which tells the signal that came. */
function passSignals(child, patience) {
  let seen = null;
  const listeners = Object.keys(SIGNAL_NUMBERS).map(function (signal) {
    const listener = function () {
      seen = signal;
      child.kill(signal);
      if (patience) setTimeout(() => child.kill('SIGKILL'), patience).unref();
    };
    process.on(signal, listener);
    return [signal, listener];
  });
  return function () {
    listeners.forEach(function (entry) {
      process.removeListener(entry[0], entry[1]);
    });
    return seen;
  };
}

/**
 * npm runs us through a shell, and hands the signals it gets to that shell alone, which dies of them and leaves us behind.
 * A new parent is therefore a request to stop. Half a second is soon enough for whoever stops npm.
 */
function stopWithParent() {
  if (!process.env.npm_lifecycle_event || os.platform() === 'win32') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

function seconds(started) {
  return ((Date.now() - started) / 1000).toFixed(1) + ' s';
}

async function main(args) {
  const task = TASKS[args[0]];
  if (task === undefined) throw new SetupError('Usage: node setup.cjs ' + Object.keys(TASKS).join(' | '));
  process.chdir(__dirname);
  stopWithParent();
  await task(args.slice(1));
}

if (require.main === module) {
  const problem = nodeProblem(process.version);
  if (problem !== null) {
    console.error(problem);
    process.exit(1);
  }
  main(process.argv.slice(2)).catch(function (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = error.exitCode || 1;
  });
}

module.exports = { installFailure: installFailure, installReason: installReason, nodeProblem: nodeProblem };
