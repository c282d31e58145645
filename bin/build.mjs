import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { takeLock } from './processes.mjs'
import { runQuietly, step } from './progress.mjs'
import { compressStaticFiles } from './static-files.mjs'

const root = join(import.meta.dirname, '..')
const builtSources = join(root, '.next/foyer-sources')
const folders = ['app', 'components', 'lib', 'public']
const rootFile = /^(package-lock\.json|tsconfig\.json|[\w.-]+\.(ts|tsx|mjs))$/
const notBuilt = /\.test\.tsx?$|\.d\.ts$|^(oxlint|vitest|playwright|prisma)\.config/

export async function buildIfStale({ onStart } = {}) {
  if (isBuilt()) return
  const release = await takeLock(join(root, '.start.lock'), 900)
  try {
    if (!isBuilt()) await step('Building', () => build(onStart))
  } finally {
    release()
  }
}

async function build(onStart) {
  const sources = hashSources()
  rmSync(builtSources, { force: true })
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...buildIds(sources) }
  const next = join(root, 'node_modules/next/dist/bin/next')
  await runQuietly(process.execPath, [next, 'build'], { env, onStart })
  await compressStaticFiles(join(root, '.next/static'))
  writeFileSync(builtSources, sources)
}

// The same on every machine (ADR 107). Next makes the ids of server actions with this key, which is no secret: at run time
// lib/server/startup.ts sets another one, which encrypts.
function buildIds(sources) {
  return {
    FOYER_BUILD_ID: sources.slice(0, 20),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: Buffer.from(sources, 'hex').toString('base64'),
  }
}

function isBuilt() {
  try {
    return readFileSync(builtSources, 'utf8') === hashSources()
  } catch {
    return false
  }
}

function hashSources() {
  const hash = createHash('sha256')
  for (const file of listSources()) hash.update(`${file}\0`).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function listSources() {
  const below = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)),
  )
  const top = readdirSync(root).filter((name) => rootFile.test(name))
  return [...below, ...top, 'bin/static-files.mjs'].filter((file) => !notBuilt.test(file)).sort()
}
