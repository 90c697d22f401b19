import { runProgram, stopOnSignals } from '@pcrm/api';
import { createDashboardServer } from './dashboard-server.js';
import { readDashboardEnvironment } from './environment.js';
import { startOwnService } from './own-service.js';
import { readPageFiles } from './page-files.js';
import { serve } from './serve.js';

// The dashboard over the service in PCRM_URL, or over one of its own with the plan of 2013.
await runProgram(async () => {
  const { host, port, asOf, service, own } = readDashboardEnvironment();
  const files = await readPageFiles(new URL('../page/', import.meta.url));
  const started = service === undefined ? await startOwnService(own, (step) => console.log(`  ${step}`)) : undefined;
  try {
    const { url, key } = service ?? started!;
    const dashboard = await serve(createDashboardServer({ url, key, files, asOf }), { host, port });
    stopOnSignals(async () => {
      await dashboard.stop();
      await started?.stop();
    });
    console.log(`\nThe dashboard is at ${dashboard.url} and asks ${url}\n\nCtrl-C stops it.`);
  } catch (error) {
    await started?.stop();
    throw error;
  }
});
