import { spawnSync } from 'node:child_process'
import {
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'

const notCopied = new Set(['.git', '.next', '.foyer', '.start.lock', 'node_modules', 'test-results'])

/** A folder with the same sources, beside this one: node_modules is linked file by file. */
export function copySources(root: string): string {
  const copy = mkdtempSync(`${root}-`)
  cpSync(root, copy, {
    recursive: true,
    filter: (path) => path === root || !notCopied.has(basename(path)),
  })
  linkFiles(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** A folder with the sources of a commit, beside this one, with its packages: linked where they are the same. */
export function addWorktree(root: string, commit: string): string {
  const folder = mkdtempSync(`${root}-`)
  run(root, ['git', 'worktree', 'add', '--force', '--detach', folder, commit])
  if (packagesOf(folder) === packagesOf(root))
    linkFiles(join(root, 'node_modules'), join(folder, 'node_modules'))
  else run(folder, ['npm', 'ci', '--omit=dev', '--no-audit', '--no-fund', '--ignore-scripts=false'])
  return folder
}

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({ dev: z.boolean().default(false), integrity: z.string().optional() }),
  ),
})

/** Of the lock file, what a build and a start use. */
function packagesOf(folder: string): string {
  const { packages } = lockFile.parse(JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')))
  return JSON.stringify(Object.entries(packages).filter(([name, { dev }]) => name !== '' && !dev))
}

function run(cwd: string, [command = '', ...args]: readonly string[]): void {
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) throw new Error(`${command} ${args[0] ?? ''} failed.`)
}

function linkFiles(from: string, to: string): void {
  mkdirSync(to)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.name === '.cache') continue
    if (entry.isDirectory()) linkFiles(source, target)
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else linkSync(source, target)
  }
}
