// Packs what would be published and looks at it as those who install it would: publint, and the types as each way of resolving finds them.
// Needs a build.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const folder = import.meta.dirname;
const packed = await mkdtemp(join(tmpdir(), 'pcrm-client-'));
try {
  const { stdout } = await promisify(execFile)('npm', ['pack', '--silent', '--pack-destination', packed], { cwd: folder });
  const tarball = new Uint8Array(await readFile(join(packed, stdout.trim())));

  const { messages, pkg } = await publint({ pack: { tarball: tarball.buffer }, strict: true });
  for (const message of messages) console.error(formatMessage(message, pkg));

  const { problems = [] } = await checkPackage(createPackageFromTarballData(tarball));
  // It is a module only: what cannot import one is not served.
  const unexpected = problems.filter(({ resolutionKind }) => resolutionKind !== 'node10' && resolutionKind !== 'node16-cjs');
  for (const problem of unexpected) console.error(problem);

  console.log(`@pcrm/client as it would be published: ${messages.length + unexpected.length} problems`);
  if (messages.length + unexpected.length > 0) process.exitCode = 1;
} finally {
  await rm(packed, { recursive: true, force: true });
}
