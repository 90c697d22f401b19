import { expect, test } from 'vitest';
import { clientReader, isProxy } from './client-address.js';

const read = (
  trusted: readonly string[],
  socketAddress: string | undefined,
  headers: Record<string, string> = {},
  url = 'http://pcrm/graphql',
) => clientReader(trusted)({ socketAddress, url, headers: new Headers(headers) });

test.each([
  ['nobody is trusted, so that what is forwarded is not believed', [], '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['a trusted proxy is believed', ['10.0.0.0/8'], '10.1.2.3', '198.51.100.1', '198.51.100.1'],
  ['the caller may write what it wants before', ['10.0.0.0/8'], '10.1.2.3', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
  ['a chain of trusted proxies is walked back', ['10.0.0.0/8', '192.0.2.7'], '10.1.2.3', '198.51.100.1, 192.0.2.7', '198.51.100.1'],
  ['nonsense from a proxy is the proxy', ['10.0.0.0/8'], '10.1.2.3', 'nonsense', '10.1.2.3'],
  ['a proxy that says nothing is the caller', ['10.0.0.0/8'], '10.1.2.3', '', '10.1.2.3'],
  ['a socket of both kinds', ['10.0.0.0/8'], '::ffff:10.1.2.3', '::ffff:198.51.100.1', '198.51.100.1'],
  ['of IPv6 the network counts', [], '2001:db8:1:2:3:4:5:6', '', '2001:db8:1:2::/64'],
  ['of IPv6 with zeros too', [], '2001:db8::6', '', '2001:db8:0:0::/64'],
  ['this machine by IPv6', ['::1'], '::1', '2001:db8:1:2::9', '2001:db8:1:2::/64'],
])('%s', (_what, trusted, socketAddress, forwarded, address) => {
  expect(read(trusted, socketAddress, { 'x-forwarded-for': forwarded }).address).toBe(address);
});

test('a request without a socket comes from nowhere that is known', () => {
  expect(read([], undefined)).toEqual({ address: 'unknown', https: false });
});

test('https is what the server speaks, or what a trusted proxy says', () => {
  const forwarded = { 'x-forwarded-proto': 'https' };
  expect(read([], '203.0.113.9', forwarded).https).toBe(false);
  expect(read(['203.0.113.9'], '203.0.113.9', forwarded).https).toBe(true);
  expect(read(['203.0.113.9'], '203.0.113.9').https).toBe(false);
  expect(read([], '203.0.113.9', {}, 'https://pcrm/graphql').https).toBe(true);
});

test.each([
  ['10.0.0.0/8', true],
  ['192.0.2.1', true],
  ['2001:db8::/32', true],
  ['10.0.0.0/33', false],
  ['10.0.0.0/', false],
  ['10.0.0.0/8/8', false],
  ['proxy', false],
  ['', false],
])('%s names a proxy: %s', (text, expected) => {
  expect(isProxy(text)).toBe(expected);
});
