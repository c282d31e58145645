import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

const { projects: _, ...shared } = base.test ?? {}

/** The tests of lib/db again, on the oldest PostgreSQL that we support, set up as an operator would. */
export default defineConfig({
  ...base,
  test: {
    ...shared,
    include: ['lib/db/*.test.ts', 'bin/migration-status.test.ts'],
    // It starts the embedded server, which is of another version.
    exclude: ['**/node_modules/**', 'lib/db/database-error.test.ts'],
    globalSetup: './test/postgres-15.ts',
  },
})
