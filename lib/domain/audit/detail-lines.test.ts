import { expect, it } from 'vitest'
import { detailLines } from './detail-lines'

it('says what a value was and is', () => {
  expect(detailLines({ before: { displayName: 'Acme' }, after: { displayName: 'Apex' } })).toEqual([
    { label: 'Display name', value: 'Acme → Apex' },
  ])
})

it('says what was added and what was removed', () => {
  expect(detailLines({ after: { slug: 'acme' } })).toEqual([{ label: 'Slug', value: 'acme' }])
  expect(detailLines({ before: { slug: 'acme' } })).toEqual([{ label: 'Slug', value: 'acme → gone' }])
})

it('shows lists, empty values, and what is neither before nor after', () => {
  const details = {
    before: ['Member'],
    after: ['Admin', 'Member'],
    dropped_roles: [],
    isReminder: true,
    by: null,
  }
  expect(detailLines(details)).toEqual([
    { label: 'Change', value: 'Member → Admin, Member' },
    { label: 'Dropped roles', value: 'none' },
    { label: 'Is reminder', value: 'yes' },
    { label: 'By', value: 'none' },
  ])
})

it('accepts any value', () => {
  expect(detailLines(null)).toEqual([])
  expect(detailLines('text')).toEqual([])
  expect(detailLines({ before: null, after: ['Owner'] })).toEqual([
    { label: 'Change', value: 'none → Owner' },
  ])
})
