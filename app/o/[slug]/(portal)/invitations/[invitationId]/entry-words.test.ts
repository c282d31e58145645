import { expect, it } from 'vitest'
import { writtenTypes } from '@/test/written-event-types'
import { entryWords } from './entry-words'

const named = { tenantName: 'Lumen', inviteeName: 'Nia New' }
const entry = { at: new Date(), actorKind: 'user', actorName: 'Ann', reason: null }

it('has a title for every event of an invitation that is written', () => {
  const types = writtenTypes().filter((type) => type.startsWith('invitation.'))
  expect(types.length).toBeGreaterThan(10)
  const untitled = types.filter((type) =>
    entryWords({ ...entry, type }, named).title.startsWith('invitation:'),
  )
  expect(untitled).toEqual([])
})

it('names the invitee where the invitation was created', () => {
  expect(entryWords({ ...entry, type: 'invitation.created' }, named).note).toBe('by Ann, for Nia New')
  expect(entryWords({ ...entry, type: 'invitation.resent' }, named).note).toBe('by Ann')
})
