import { expect, it } from 'vitest'
import { eventTypes } from '@/lib/domain/audit/sentences'
import {
  categoryOf,
  streamCategories,
  writtenCategories,
} from '@/lib/domain/log-streams/log-stream-categories'
import { codeOf } from './log-types'

it('every type of event has a category, and every written category has events', () => {
  const found = new Set(eventTypes.map(categoryOf))
  expect([...found].toSorted()).toEqual(Object.keys(writtenCategories).toSorted())
  expect(new Set(streamCategories).size).toBe(streamCategories.length)
})

it('changes of the tenant are the events with Auth0’s code sapi, except those of directory sync', () => {
  const changes = eventTypes.filter((type) => codeOf(type) === 'sapi' && categoryOf(type) !== 'scim.event')
  expect(eventTypes.filter((type) => categoryOf(type) === 'management.success')).toEqual(changes)
})
