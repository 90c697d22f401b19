import { fileURLToPath } from 'node:url';
import { openBrowser } from './testing.js';

// Writes the pictures of the README, from a dashboard that is running: npm run screenshots -w @pcrm/example-dashboard
const folder = fileURLToPath(new URL('../screenshots/', import.meta.url));
const browser = await openBrowser();
try {
  for (const width of [1280, 360]) {
    for (const language of ['ko', 'en']) {
      const page = await browser.newPage({ viewport: { width, height: 800 } });
      await page.goto(`http://localhost:4100/?asOf=2013-12-31&lang=${language}`);
      await page.waitForFunction(() => document.querySelectorAll('.recharts-surface').length >= 6);
      await page.screenshot({ path: `${folder}${language}-${width}.png`, fullPage: true });
      await page.close();
    }
  }
} finally {
  await browser.close();
}
