import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** What the build says is reachable by POST: every server action, with a page that holds it. */
const manifest = z.object({
  node: z.record(
    z.string(),
    z.object({ workers: z.record(z.string(), z.unknown()), exportedName: z.string(), filename: z.string() }),
  ),
})

export interface Action {
  id: string
  name: string
  file: string
  /** Of a page that holds it; names in brackets are still to be filled in. */
  path: string
}

const file = join(import.meta.dirname, '../.next/server/server-reference-manifest.json')

/** None before there is a build. */
export function listActions(): Action[] {
  if (!existsSync(file)) return []
  const { node } = manifest.parse(JSON.parse(readFileSync(file, 'utf8')))
  return Object.entries(node).map(([id, { workers, exportedName, filename }]) => ({
    id,
    name: exportedName,
    file: filename,
    path: pathOf(Object.keys(workers)[0] ?? 'app/page'),
  }))
}

function pathOf(worker: string): string {
  const path = worker
    .replace(/^app/, '')
    .replace(/\/page$/, '')
    .replaceAll(/\/\([^)]*\)/g, '')
  return path || '/'
}

/** Front pages serve visitors: their refusals are their own tests’ business. */
export function needsPerson({ file, name }: Action): boolean {
  if (file.includes('/o/[slug]/(portal)/') || file.includes('app/console/') || file.includes('app/orgs/'))
    return true
  return file.includes('/account/') && name !== 'signOut'
}
