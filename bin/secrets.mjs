import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Created once per FOYER_DATA: the passwords of the embedded database’s roles, and FOYER_SECRET. */
export function readSecrets(dataDir) {
  const file = join(dataDir, 'secrets.json')
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code !== 'ENOENT') throw new Error(`${file} cannot be read: ${error.message}`)
  }
  publish(file, {
    superuser: secret(),
    owner: secret(),
    app: secret(),
    foyerSecret: secret(),
  })
  return JSON.parse(readFileSync(file, 'utf8'))
}

function secret() {
  return randomBytes(32).toString('base64url')
}

// Written to a temporary file, then linked: of several first starts one set wins, and no file is half written.
function publish(file, secrets) {
  mkdirSync(join(file, '..'), { recursive: true })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, JSON.stringify(secrets, null, 2) + '\n', { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
}
