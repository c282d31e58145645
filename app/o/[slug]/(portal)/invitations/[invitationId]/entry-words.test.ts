import { expect, it } from 'vitest'
import { writtenTypes } from '@/test/written-event-types'
import { entryWords } from './entry-words'

const named = { tenantName: 'Lumen', inviteeName: 'Nia New' }

it('has a title for every event of an invitation that is written', () => {
  const types = writtenTypes().filter((type) => type.startsWith('invitation.'))
  expect(types.length).toBeGreaterThan(10)
  const untitled = types.filter((type) => {
    const entry = { type, at: new Date(), actorKind: 'user', actorName: 'Ann', reason: null }
    return entryWords(entry, named).title.startsWith('invitation:')
  })
  expect(untitled).toEqual([])
})

it('names the invitee where the invitation was created', () => {
  const created = {
    type: 'invitation.created',
    at: new Date(),
    actorKind: 'user',
    actorName: 'Ann',
    reason: null,
  }
  expect(entryWords(created, named).note).toBe('by Ann, for Nia New')
  expect(entryWords({ ...created, type: 'invitation.resent' }, named).note).toBe('by Ann')
})
