import type { ServicePlugin } from '../request-state.js';

const firstQuery = `# Paste your key under Headers, press Ctrl-Enter
query FirstQuery {
  viewer {
    name
    department {
      name
    }
  }
  stakeholders(first: 5) {
    edges {
      node {
        __typename
        name
        categories
      }
    }
  }
}
`;

// The page brings all it needs; the browser refuses it anything from elsewhere.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' blob:",
  'worker-src blob:',
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** GraphiQL for browsers that open `/graphql`. The page holds no data; what it asks needs a key like any other request. */
export function useGraphiqlPage(): ServicePlugin {
  let page: Promise<string> | undefined;
  return {
    async onRequest(event) {
      const { request, url, fetchAPI } = event;
      const wantsPage = request.method === 'GET' && url.pathname === '/graphql' && request.headers.get('accept')?.includes('text/html');
      if (!wantsPage) return;
      page ??= renderPage();
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': contentSecurityPolicy };
      event.endResponse(new fetchAPI.Response(await page, { headers }));
    },
  };
}

// The module is 9 MB, so it is loaded when somebody wants the page.
async function renderPage(): Promise<string> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  return renderGraphiQL({
    title: 'PCRM',
    endpoint: '/graphql',
    defaultQuery: firstQuery,
    headers: JSON.stringify({ authorization: 'Bearer <paste your key>' }, null, 2),
    defaultEditorToolsVisibility: 'headers',
  });
}
