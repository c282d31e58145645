import { defineConfig } from 'vitest/config'
import base, { alone } from './vitest.config.ts'

const { projects: _, ...shared } = base.test ?? {}
const files = 'lib/db/*.test.ts'
const exclude = [
  '**/node_modules/**',
  // They start the embedded server, which is of another version.
  'lib/db/database-error.test.ts',
  'lib/db/vanishing-database.test.ts',
]

/** The tests of lib/db again, on the oldest PostgreSQL that we support, set up as an operator would. */
export default defineConfig({
  ...base,
  test: {
    ...shared,
    globalSetup: './test/postgres-15.ts',
    projects: [
      {
        extends: true,
        test: {
          name: 'alone',
          include: [...alone.filter((name) => name.startsWith('lib/db/')), 'bin/migration-status.test.ts'],
          exclude,
        },
      },
      {
        extends: true,
        test: { name: 'together', include: [files], exclude: [...exclude, ...alone], isolate: false },
      },
    ],
  },
})
