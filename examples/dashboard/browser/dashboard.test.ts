import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createDashboardServer } from '../src/server/dashboard-server.js';
import { readDashboardEnvironment } from '../src/server/environment.js';
import { startOwnService, type OwnService } from '../src/server/own-service.js';
import { readPageFiles } from '../src/server/page-files.js';
import { serve, type Dashboard } from '../src/server/serve.js';
import { openBrowser } from './testing.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [1280, 360];
const LANGUAGES = ['ko', 'en'];

let folder = '';
let service: OwnService;
let dashboard: Dashboard;
let away: Dashboard;
let browser: Browser;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pcrm-dashboard-'));
  const { own, asOf } = readDashboardEnvironment({ PCRM_DATA_DIR: folder });
  const files = await readPageFiles(new URL('../dist/page/', import.meta.url));
  browser = await openBrowser();
  service = await startOwnService(own, () => undefined);
  const anywhere = { host: '127.0.0.1', port: 0 };
  dashboard = await serve(createDashboardServer({ ...service, files, asOf }), anywhere);
  away = await serve(createDashboardServer({ url: 'http://127.0.0.1:1/graphql', key: 'pcrm_none', files, asOf }), anywhere);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([dashboard.stop(), away.stop()]);
  await service.stop();
  await rm(folder, { recursive: true });
});

let page: Page;
let complaints: string[];
afterEach(() => page.close());

/** The dashboard in a window, drawn, and what the browser complained of. */
async function open(path = '', width = 1280): Promise<Page> {
  page = await browser.newPage({ viewport: { width, height: 800 } });
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${dashboard.url}${path}`);
  await page.locator('[role=img]').nth(5).waitFor();
  return page;
}

const tableOf = async (title: string) => {
  const panel = page.getByRole('region', { name: title, exact: true });
  await panel.locator('summary').click();
  const rows = await panel.locator('tr').all();
  return Promise.all(rows.map(async (row) => (await row.locator('th, td').allTextContents()).join(' | ')));
};

async function violations(): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate<AxeResults>('axe.run()');
  expect(found.passes.length).toBeGreaterThan(20);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

describe('what it shows', () => {
  test('the engagements of each month; two months tell of too few persons and are withheld', async () => {
    await open();
    expect(
      await page.getByRole('img', { name: /^막대 도표: 보이는 달의 접촉은 모두 87건이고, 10월이 13건으로 가장 많다\.$/u }).count(),
    ).toBe(1);
    const rows = await tableOf('월별 접촉');
    expect(rows).toHaveLength(13);
    expect(rows.slice(0, 3)).toEqual(['월 | 접촉 | 개인 | 단체', '1월 | 가림 | 가림 | 가림', '2월 | 3 | 17 | 0']);
    expect(rows[8]).toBe('8월 | 가림 | 가림 | 가림');
  });

  test('the policy tasks of the plan by division and status', async () => {
    await open('?lang=en');
    expect(await tableOf('Policy tasks')).toEqual([
      'Division | Proposed | Under review | Maintained | Closed | Superseded | Total',
      '행정/재정 | 0 | 0 | 13 | 0 | 0 | 13',
      '지역경제/일자리 | 0 | 0 | 10 | 0 | 0 | 10',
      '복지/여성/보건의료 | 0 | 0 | 25 | 0 | 0 | 25',
      '도시계획/환경 | 19 | 0 | 28 | 0 | 0 | 47',
      '문화/교육 | 3 | 0 | 18 | 0 | 0 | 21',
      'No division | 0 | 1 | 2 | 24 | 7 | 34',
      'Total | 22 | 1 | 96 | 24 | 7 | 150',
    ]);
  });

  test('whose contacts have gaps; those of few persons are withheld', async () => {
    await open('?lang=en');
    expect(await tableOf('Gaps of contact')).toEqual([
      'Manager | Stakeholders | Not contacted',
      '시연 담당자 | 22 | 19',
      '시연 주무관 | 8 | 1',
      '시연 전문관 | withheld | withheld',
      '시연 팀장 | withheld | withheld',
    ]);
    expect(await page.getByText('Figures of fewer than five persons').count()).toBe(4);
  });

  test('another day when it is asked for, with the address to come back to it', async () => {
    await open();
    await page.getByLabel('기준일').fill('2012-12-31');
    await page.getByText('2012년 한 달에 몇 번 접촉했는지').waitFor();
    await page.getByText('이 기간에 기록이 없습니다.').first().waitFor();
    expect(page.url()).toBe(`${dashboard.url}?asOf=2012-12-31&lang=ko`);
  });

  test('what went wrong when the service is away, to whoever listens as well', async () => {
    await open();
    await page.goto(away.url);
    await page.getByRole('alert').nth(5).waitFor({ timeout: 30_000 });
    expect(await page.getByRole('alert').first().textContent()).toMatch(/^자료를 불러오지 못했습니다\. .* UNAVAILABLE · [\da-f-]{36}$/u);
    expect(await violations()).toEqual([]);
  });
});

describe('whom it serves', () => {
  test.each(LANGUAGES.flatMap((language) => WIDTHS.map((width) => [language, width] as const)))(
    'in %s at %i pixels: nothing that axe finds, nothing wider than the screen, no complaint of the browser',
    async (language, width) => {
      await open(`?lang=${language}`, width);
      expect(await violations()).toEqual([]);
      for (const summary of await page.locator('summary').all()) await summary.click();
      expect(await violations()).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
      expect(complaints).toEqual([]);
    },
  );

  test('whoever has no mouse: the tabulator comes to everything that does something, and the keys work it', async () => {
    await open();
    const focused = () => page.evaluate(() => document.activeElement?.textContent || document.activeElement?.getAttribute('type'));
    const come = async (times: number) => {
      for (let time = 0; time < times; time += 1) await page.keyboard.press('Tab');
      return focused();
    };
    expect(await come(1)).toBe('본문으로 건너뛰기');
    expect(await come(1)).toBe('date');
    // A date has a year, a month, a day and a calendar.
    expect(await come(4)).toBe('한국어');
    expect(await come(1)).toBe('English');
    await page.keyboard.press('Enter');
    expect(await page.title()).toBe('Policy stakeholder dashboard');
    expect(await come(1)).toBe('Show as a table');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('table', { name: 'Engagements by month' }).isVisible()).toBe(true);
  });
});

test('no browser sees the key, and nothing is asked of anybody else', async () => {
  const seen: string[] = [];
  const hosts = new Set<string>();
  page = await browser.newPage();
  page.on('response', (response) => {
    hosts.add(new URL(response.url()).host);
    seen.push(JSON.stringify(response.headers()));
  });
  page.on('request', (request) => seen.push(JSON.stringify(request.headers()), request.postData() ?? ''));
  await page.goto(dashboard.url, { waitUntil: 'networkidle' });
  seen.push(await page.content());
  expect(seen.join('\n')).toContain('EngagementsByMonth');
  expect(seen.join('\n')).not.toMatch(/pcrm_|authorization/iu);
  expect([...hosts]).toEqual([new URL(dashboard.url).host]);
});
