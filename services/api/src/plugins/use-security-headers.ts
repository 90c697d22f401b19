import type { ServicePlugin } from '../request-state.js';
import { securityHeaders, strictTransportSecurity } from '../security-headers.js';

/** Sets the headers for browsers on every answer. A page that needs a policy of its own has set it already. */
export function useSecurityHeaders(): ServicePlugin {
  return {
    onResponse({ response, serverContext }) {
      for (const [name, value] of Object.entries(securityHeaders)) if (!response.headers.has(name)) response.headers.set(name, value);
      if (serverContext.client.https) response.headers.set('strict-transport-security', strictTransportSecurity);
    },
  };
}
