import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { call } from './oidc-caller'

export interface Script {
  path: string
  /** Bytes, compressed by gzip. */
  size: number
}

const manifest = z.object({ rootMainFiles: z.array(z.string()), polyfillFiles: z.array(z.string()) })

/**
 * The scripts that a page loads and an empty page of the same build does not: an empty page loads React, Next and its
 * runtime. Counted are those in tags, in preloads and in what the page hands to React, which loads them as well.
 */
export async function scriptsOverEmptyPage(origin: string, path: string): Promise<Script[]> {
  const { status, text, headers } = await call(origin, path)
  if (status !== 200) throw new Error(`${path} answers ${status}.`)
  const { rootMainFiles, polyfillFiles } = manifest.parse(
    JSON.parse(readFileSync('.next/build-manifest.json', 'utf8')),
  )
  const empty = new Set([...rootMainFiles, ...polyfillFiles].map((file) => `/_next/${file}`))
  const named = [text, headers['link']].join('\n').matchAll(/\/_next\/static\/[\w./%~-]+\.js/g)
  const own = new Set(Array.from(named, ([script]) => script).filter((script) => !empty.has(script)))
  return Promise.all(
    Array.from(own, async (script) => ({ path: script, size: await compressedSize(origin, script) })),
  )
}

async function compressedSize(origin: string, script: string): Promise<number> {
  const { status, text } = await call(origin, script)
  if (status !== 200) throw new Error(`${script} answers ${status}.`)
  return gzipSync(text).length
}

export function sumOf(scripts: readonly Script[]): number {
  return scripts.reduce((sum, { size }) => sum + size, 0)
}

/** One line for each script, the largest first, and their sum. */
export function tableOf(scripts: readonly Script[]): string {
  const lines = [...scripts, { path: 'together', size: sumOf(scripts) }].sort((a, b) => b.size - a.size)
  return lines.map(({ path, size }) => `${String(size).padStart(8)} ${path}`).join('\n')
}
