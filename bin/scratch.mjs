import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A FOYER_DATA for one run. `remove()` also removes its database, which may be elsewhere. */
export function makeScratch() {
  const dataDir = mkdtempSync(join(tmpdir(), 'foyer-test-'))
  // If this runs as root, PostgreSQL runs as another account, which must be able to enter.
  chmodSync(dataDir, 0o711)
  return { dataDir, remove: () => remove(dataDir) }
}

function remove(dataDir) {
  const where = join(dataDir, 'where')
  if (existsSync(where)) rmSync(readFileSync(where, 'utf8').trim(), { recursive: true, force: true })
  rmSync(dataDir, { recursive: true, force: true })
}
