import { globSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const tests = '{app,bin,components,examples,lib,prisma,test}/**/*.test.{ts,tsx}'
const changesItsProcess =
  /\bvi\.(mock|hoisted|stubEnv)\b|\bprocess\.env(,|\[[^\]]+\] =(?!=))|\b(takeOwnDatabase|createLargeTenant|DomainsApi|startOutboxFixture|WebhookSending|LogStreaming)\b/

/** What a file says that only turns the limits of rate off: such files share a process with each other. */
const limitsOff = "vi.hoisted(() => (process.env['RATE_LIMITS'] = 'off'))\n"
const files = globSync(tests).map((name) => ({ name, text: readFileSync(name, 'utf8') }))

/** Files that mock modules, or set the environment, which is read once. */
export const alone = files
  .filter(({ name, text }) => name.startsWith('bin/') || changesItsProcess.test(text.replace(limitsOff, '')))
  .map(({ name }) => name)
const unlimited = files
  .filter(({ name, text }) => text.includes(limitsOff) && !alone.includes(name))
  .map(({ name }) => name)
const never = [
  '**/node_modules/**',
  // Prisma’s engine reads the whole catalogue and wants a quiet server: its turn comes with PostgreSQL 15.
  'bin/migration-status.test.ts',
]

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    globalSetup: './test/global-setup.ts',
    // Its hooks are for every file, also where a worker keeps what files before have loaded.
    setupFiles: './test/check-seen-statuses.ts',
    pool: 'forks',
    // Much of it waits for PostgreSQL or a clock.
    maxWorkers: 4,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        // A worker loads the product once for all of its files, which halves the time.
        test: {
          name: 'together',
          include: [tests],
          exclude: [...never, ...alone, ...unlimited],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'no limits', include: unlimited, exclude: never, isolate: false } },
      { extends: true, test: { name: 'alone', include: alone, exclude: never } },
    ],
  },
})
