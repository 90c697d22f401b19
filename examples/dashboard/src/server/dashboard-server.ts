import type { PageFiles } from './page-files.js';
import { askService, type ServiceAccess } from './ask-service.js';

/** What the server of the dashboard is made from. */
export interface DashboardParts extends ServiceAccess {
  readonly files: PageFiles;
  /** The day of which the page tells when its address names none. */
  readonly asOf: string | undefined;
}

// Everything comes from this server, and nothing is framed or sent elsewhere. The charts set styles through scripts, which is not inline.
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Answers requests for the page and its operations, without a socket. */
export function createDashboardServer(parts: DashboardParts): (request: Request) => Promise<Response> {
  return async (request) => {
    const response = await answer(parts, request);
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
    return response;
  };
}

async function answer({ files, asOf, ...service }: DashboardParts, request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === '/graphql') return askService(service, request);
  const file = files.get(pathname);
  if (file === undefined) return new Response('Not found: the dashboard is at /.\n', { status: 404 });
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
  if (pathname === '/' && asOf !== undefined && !searchParams.has('asOf')) {
    searchParams.set('asOf', asOf);
    return new Response(null, { status: 302, headers: { location: `/?${searchParams}` } });
  }
  const kept = file.isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache';
  return new Response(request.method === 'HEAD' ? null : file.bytes, { headers: { 'content-type': file.type, 'cache-control': kept } });
}
