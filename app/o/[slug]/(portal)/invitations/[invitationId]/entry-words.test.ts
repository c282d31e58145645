import { expect, it } from 'vitest'
import { writtenTypes } from '@/test/written-event-types'
import { entryWords } from './entry-words'

it('has a title for every event of an invitation that is written', () => {
  const types = writtenTypes().filter((type) => type.startsWith('invitation.'))
  expect(types.length).toBeGreaterThan(10)
  const untitled = types.filter((type) => {
    const entry = { type, at: new Date(), actorKind: 'user', actorName: 'Ann', reason: null }
    return entryWords(entry, 'Lumen').title.startsWith('invitation:')
  })
  expect(untitled).toEqual([])
})
