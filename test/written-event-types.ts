import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const lib = join(import.meta.dirname, '../lib')

/** Every type that the product writes, read from its source. */
export function writtenTypes(): string[] {
  const files = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.ts$/.test(file) && !/\.test\.ts$|generated|sentences/.test(file),
  )
  const sources = files.map((file) => readFileSync(join(lib, file), 'utf8'))
  const typeExpressions = sources.flatMap((source) => source.match(/\btype:[^,}]*/g) ?? [])
  const types = typeExpressions.flatMap((expression) => [...expression.matchAll(/'([a-z_]+\.[a-z_]+)'/g)])
  return [...new Set(types.map(([, type = '']) => type))].sort()
}
