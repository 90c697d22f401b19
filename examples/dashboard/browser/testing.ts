import { chromium, type Browser } from 'playwright-core';

/** Debian's chromium, or the one that CHROMIUM names. Root has no sandbox; the pages are our own. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}
