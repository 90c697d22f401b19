import { expect, test } from 'vitest';
import { readDashboardEnvironment } from './environment.js';

test('without anything it starts a service of its own over the plan', () => {
  const { port, asOf, service, own } = readDashboardEnvironment({});
  expect({ port, asOf, service, servicePort: own.port }).toEqual({ port: 4100, asOf: '2013-12-31', service: undefined, servicePort: 0 });
  expect(own.dataDir).toMatch(/examples\/dashboard\/data$/u);
});

test('with the address and key of a service it asks that one, of today', () => {
  const values = { PCRM_URL: 'https://pcrm.example.go.kr/graphql', PCRM_KEY: 'pcrm_key' };
  const { asOf, service } = readDashboardEnvironment(values);
  expect({ asOf, service }).toEqual({ asOf: undefined, service: { url: 'https://pcrm.example.go.kr/graphql', key: 'pcrm_key' } });
  expect(readDashboardEnvironment({ ...values, AS_OF: '2013-06-30' }).asOf).toBe('2013-06-30');
});

test('everything that cannot be used is said at once', () => {
  const values = { DASHBOARD_PORT: '70000', AS_OF: '2013-02-30', PCRM_URL: 'pcrm.example.go.kr' };
  expect(() => readDashboardEnvironment(values)).toThrow(
    [
      'The environment cannot be used:',
      '  DASHBOARD_PORT is not a port. Use a whole number from 0 to 65535.',
      '  AS_OF is not a day. Write it as 2013-12-31.',
      '  PCRM_URL and PCRM_KEY belong together. Set both, or neither.',
      '  PCRM_URL is not an address. Write it as http://localhost:4000/graphql.',
    ].join('\n'),
  );
});
