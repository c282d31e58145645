import { expect, it } from 'vitest'
import { codeOf } from '@/lib/http/auth0/log-types'
import { eventTypes } from '../audit/sentences'
import { categoryOf, streamCategories, writtenCategories } from './log-stream-categories'

it('every type of event has a category, and every written category has events', () => {
  const found = new Set(eventTypes.map(categoryOf))
  expect([...found].toSorted()).toEqual(Object.keys(writtenCategories).toSorted())
  expect(new Set(streamCategories).size).toBe(streamCategories.length)
})

it('changes of the tenant are those that have Auth0’s code for them, but for directory sync', () => {
  const changes = eventTypes.filter((type) => codeOf(type) === 'sapi' && categoryOf(type) !== 'scim.event')
  expect(eventTypes.filter((type) => categoryOf(type) === 'management.success')).toEqual(changes)
})
