/** What browsers are told with every answer: to keep nothing, guess nothing, frame nothing and run nothing of it. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** For a year; only where the answer goes out encrypted, since a browser must not believe it otherwise. */
export const strictTransportSecurity = 'max-age=31536000; includeSubDomains';
