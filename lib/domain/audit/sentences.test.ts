import { expect, it } from 'vitest'
import { writtenTypes } from '@/test/written-event-types'
import { eventGroups, tenantEventGroups, typesIn } from './event-groups'
import { eventTypes, sentenceOf } from './sentences'

it('has a sentence for every event that is written', () => {
  const types = writtenTypes()
  expect(types.length).toBeGreaterThan(15)
  const missing = types.filter((type) => sentenceOf(type) === type.replaceAll('_', ' ').replace('.', ': '))
  expect(missing, 'Add a sentence to lib/domain/audit/sentences.ts').toEqual([])
})

it('shows an unknown type as its words', () => {
  expect(sentenceOf('moon.landed_on')).toBe('moon: landed on')
})

it('offers groups that events have', () => {
  const types = [...writtenTypes(), ...eventTypes]
  const groups = new Set([...types, ...types.map((type) => type.split('.')[0])])
  const offered = [...eventGroups, ...tenantEventGroups]
  expect(offered.flatMap(({ types }) => types).filter((type) => !groups.has(type))).toEqual([])
})

it('has a group for every type in the log of a tenant', () => {
  const grouped = new Set(tenantEventGroups.flatMap(({ value }) => typesIn(tenantEventGroups, value)))
  expect(eventTypes.filter((type) => !grouped.has(type))).toEqual([])
})
