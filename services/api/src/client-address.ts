import { BlockList, isIP } from 'node:net';

/** From where a request comes, and whether the way to the caller is encrypted. */
export interface Client {
  /** The address, or `unknown` where the request did not come over a socket. Of IPv6 the network, since a caller has a whole one. */
  readonly address: string;
  readonly https: boolean;
}

interface Arrival {
  readonly socketAddress: string | undefined;
  readonly url: string;
  readonly headers: Headers;
}

/**
 * Tells clients apart behind the proxies that are trusted: addresses or networks such as `10.0.0.0/8`. What others write into
 * `X-Forwarded-For` and `X-Forwarded-Proto` is not believed.
 */
export function clientReader(trustedProxies: readonly string[]): (arrival: Arrival) => Client {
  const trusted = new BlockList();
  for (const proxy of trustedProxies) {
    const [network = '', bits] = proxy.split('/');
    if (bits === undefined) trusted.addAddress(network, familyOf(network));
    else trusted.addSubnet(network, Number(bits), familyOf(network));
  }
  const isTrusted = (address: string) => trustedProxies.length > 0 && isIP(address) !== 0 && trusted.check(address, familyOf(address));
  return ({ socketAddress, url, headers }) => {
    const direct = plain(socketAddress ?? '');
    if (!isTrusted(direct)) return { address: nameOf(direct), https: url.startsWith('https:') };
    // Each proxy adds the address that it saw at the right; the last one that is not a proxy of ours is the caller's.
    const seen = (headers.get('x-forwarded-for') ?? '').split(',').map((address) => plain(address.trim()));
    const caller = seen.findLast((address) => !isTrusted(address)) ?? '';
    return { address: nameOf(isIP(caller) === 0 ? direct : caller), https: lastOf(headers.get('x-forwarded-proto')) === 'https' };
  };
}

/** Whether a text names a proxy or a network of them. */
export function isProxy(text: string): boolean {
  const [network = '', bits, ...rest] = text.split('/');
  const size = { 0: -1, 4: 32, 6: 128 }[isIP(network)] ?? -1;
  return size > 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/u.test(bits) && Number(bits) <= size));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

// A socket that takes both kinds writes 192.0.2.1 as ::ffff:192.0.2.1.
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/iu, '');
}

function lastOf(list: string | null): string | undefined {
  return list?.split(',').at(-1)?.trim().toLowerCase();
}

function nameOf(address: string): string {
  if (isIP(address) !== 6) return address === '' ? 'unknown' : address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - groups.length - after.length }, () => '0');
  return `${[...groups, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}
