import { cpSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'

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
