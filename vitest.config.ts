import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    include: ['{app,bin,components,examples,lib,prisma,test}/**/*.test.{ts,tsx}'],
    // Prisma’s engine reads the whole catalogue and wants a quiet server: it has its turn with PostgreSQL 15.
    exclude: ['**/node_modules/**', 'bin/prisma-agrees.test.ts'],
    globalSetup: './test/global-setup.ts',
    pool: 'forks',
    // Much of it waits for PostgreSQL or a clock.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
