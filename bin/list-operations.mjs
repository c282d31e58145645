import { readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const folder = join(import.meta.dirname, '../app/api/v2')
const target = join(folder, 'openapi.json/operations.ts')

/** The source of operations.ts: every route of the Management API, by its files. */
export function listOperations() {
  const routes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\/route\.ts$/.test(file) && !/^(\[\[|openapi)/.test(file))
    .sort()
    .map((file, place) => ({
      name: `route${place + 1}`,
      from: `../${file.replace(/\.ts$/, '')}`,
      path: `/${dirname(file).replaceAll('[', '{').replaceAll(']', '}')}`,
    }))
  return [
    "import { placed, type Placed } from '@/lib/http/openapi'",
    ...routes.map(({ name, from }) => `import * as ${name} from '${from}'`),
    '',
    '/** Every operation; written by bin/list-operations.mjs. */',
    'export const operations: readonly Placed[] = [',
    ...routes.map(({ name, path }) => `  ...placed('${path}', ${name}),`),
    ']',
    '',
  ].join('\n')
}

if (process.argv[1] === import.meta.filename) writeFileSync(target, listOperations())
