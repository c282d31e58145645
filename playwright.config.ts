import { defineConfig } from '@playwright/test'
import './e2e/loopback-names.mjs'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The first page of a context uses the process of the empty page before it, instead of one more.
  '--renderer-process-limit=1',
  // A page is open for seconds: to compile optimized code costs more than it saves.
  '--js-flags=--no-maglev --no-turbofan',
]
const browser = process.env['FOYER_BROWSER']
const isCI = process.env['CI'] === 'true'

export default defineConfig({
  testDir: './e2e',
  outputDir: './test-results',
  fullyParallel: true,
  workers: 3,
  retries: 0,
  // At least twice what each takes on two cores, for machines half as fast.
  timeout: 300_000,
  expect: { timeout: 20_000 },
  forbidOnly: isCI,
  use: {
    baseURL: process.env['FOYER_E2E_URL'] ?? 'http://localhost:3100',
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    // A step that waits for ever is named, where a test that ends is not.
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    // A failure prints the page and the product’s log; a trace of each journey would take a sixth of the time.
    trace: 'off',
    launchOptions: { args: flags, ...(browser === undefined ? {} : { executablePath: browser }) },
  },
  projects: [
    { name: 'journeys', testIgnore: 'screenshots.spec.ts' },
    { name: 'screenshots', testMatch: 'screenshots.spec.ts' },
  ],
})
