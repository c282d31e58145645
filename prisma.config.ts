import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { defineConfig } from 'prisma/config'

const root = import.meta.dirname
const engines = join(root, 'node_modules/@prisma/engines')
const downloaded =
  existsSync(engines) && readdirSync(engines).some((name) => name.startsWith('schema-engine-'))

// A closed network does not reach the host of Prisma’s native engines; ours runs the same engine as WebAssembly.
if (!downloaded) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= join(root, 'prisma/schema-engine.mjs')

/** The embedded database, while `npm start` runs it. */
function embeddedUrl(): string | undefined {
  const folder = resolve(root, process.env.FOYER_DATA ?? '.foyer')
  if (!existsSync(join(folder, 'secrets.json')) || !existsSync(join(folder, 'port'))) return undefined
  const { owner } = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')) as { owner: string }
  const port = readFileSync(join(folder, 'port'), 'utf8').trim()
  return `postgresql://foyer_owner:${owner}@127.0.0.1:${port}/foyer`
}

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: {
    url:
      process.env.MIGRATION_DATABASE_URL ?? embeddedUrl() ?? 'postgresql://foyer_owner@127.0.0.1:5432/foyer',
  },
})
