import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { eventGroups, sentenceOf } from './sentences'

const lib = join(import.meta.dirname, '../..')

/** Every type that the product writes, read from its source. */
function writtenTypes(): string[] {
  const files = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.ts$/.test(file) && !/\.test\.ts$|generated|sentences/.test(file),
  )
  const sources = files.map((file) => readFileSync(join(lib, file), 'utf8'))
  const organizations = sources.flatMap((source) => source.match(/\btype:[^,}]*/g) ?? [])
  const types = organizations.flatMap((organization) => [...organization.matchAll(/'([a-z_]+\.[a-z_]+)'/g)])
  return [...new Set(types.map(([, type = '']) => type))].sort()
}

it('has a sentence for every event that is written', () => {
  const types = writtenTypes()
  expect(types.length).toBeGreaterThan(15)
  expect(types.filter((type) => sentenceOf(type) === type.replaceAll('_', ' ').replace('.', ': '))).toEqual(
    [],
  )
})

it('lets a type that is unknown speak for itself', () => {
  expect(sentenceOf('moon.landed_on')).toBe('moon: landed on')
})

it('offers groups that events have', () => {
  const types = writtenTypes()
  const groups = new Set([...types, ...types.map((type) => type.split('.')[0])])
  expect(eventGroups.flatMap(({ types }) => types).filter((type) => !groups.has(type))).toEqual([])
})
