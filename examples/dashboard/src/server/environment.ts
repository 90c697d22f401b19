import { InvalidEnvironment, readEnvironment, type Environment } from '@pcrm/api';
import { isDay } from '../day.js';

/** What the dashboard is told by its environment. */
export interface DashboardEnvironment {
  readonly host: string;
  readonly port: number;
  /** The day of which the page tells when its address names none; undefined for today in Korea. */
  readonly asOf: string | undefined;
  /** A service that is running; undefined where the dashboard is to start one. */
  readonly service: { readonly url: string; readonly key: string } | undefined;
  /** What that one is told. */
  readonly own: Environment;
}

// The plan ends with its year.
const PLAN_DAY = '2013-12-31';

/**
 * Reads DASHBOARD_PORT (4100), AS_OF, and PCRM_URL with PCRM_KEY, the service to ask; without them what a service of its own needs, with
 * the data folder `data` of this example and any free port unless said.
 *
 * @throws InvalidEnvironment with what cannot be used.
 */
export function readDashboardEnvironment(values: Readonly<Record<string, string | undefined>> = process.env): DashboardEnvironment {
  const { DASHBOARD_PORT: port = '4100', AS_OF: asOf, PCRM_URL: url, PCRM_KEY: key } = values;
  const problems = [
    ...(/^\d{1,5}$/u.test(port) && Number(port) <= 65_535 ? [] : ['DASHBOARD_PORT is not a port. Use a whole number from 0 to 65535.']),
    ...(asOf === undefined || isDay(asOf) ? [] : ['AS_OF is not a day. Write it as 2013-12-31.']),
    ...((url === undefined) === (key === undefined) ? [] : ['PCRM_URL and PCRM_KEY belong together. Set both, or neither.']),
    ...(url === undefined || /^https?:/u.test(url) ? [] : ['PCRM_URL is not an address. Write it as http://localhost:4000/graphql.']),
  ];
  if (problems.length > 0) throw new InvalidEnvironment(problems);
  const service = url === undefined || key === undefined ? undefined : { url, key };
  const dataDir = values['PCRM_DATA_DIR'] ?? new URL('../../data', import.meta.url).pathname;
  const own = readEnvironment({ ...values, PORT: values['PORT'] ?? '0', PCRM_DATA_DIR: dataDir });
  return { host: own.host, port: Number(port), asOf: asOf ?? (service ? undefined : PLAN_DAY), service, own };
}
