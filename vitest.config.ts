import { defineConfig } from 'vitest/config'

const ofOperations = 'lib/http/operations/*/**/*.test.ts'

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    globalSetup: './test/global-setup.ts',
    // Its hooks are for every file, also where a worker keeps what files before have loaded.
    setupFiles: './test/check-seen-statuses.ts',
    pool: 'forks',
    // Much of it waits for PostgreSQL or a clock.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        // Each of them loads the whole Management API: once a worker is enough, and halves the time. Those that set the
        // environment, which is read once, stand beside the folders.
        test: { name: 'operations', include: [ofOperations], isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{app,bin,components,examples,lib,prisma,test}/**/*.test.{ts,tsx}'],
          // Prisma’s engine reads the whole catalogue and wants a quiet server: its turn comes with PostgreSQL 15.
          exclude: ['**/node_modules/**', 'bin/prisma-agrees.test.ts', ofOperations],
        },
      },
    ],
  },
})
