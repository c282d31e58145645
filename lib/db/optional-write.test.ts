import { describe, expect, it } from 'vitest'
import { refusedRequest, withRequestState } from '@/lib/request-state'
import { fromDatabase } from './database-error'
import { writeIfPossible } from './optional-write'

/** What PostgreSQL says with this SQLSTATE, as a verb passes it on. */
function failingWith(code: string) {
  return async () => {
    throw fromDatabase(Object.assign(new Error('from PostgreSQL'), { code }))
  }
}

describe('a write that a request can do without', () => {
  it.each(['53100', '25006'])('is left out while the database takes no writes: %s', async (code) => {
    const refused = await withRequestState(async () => {
      await writeIfPossible(failingWith(code))
      return refusedRequest()
    })
    expect(refused).toBeNull()
  })

  it('refuses the request where the connection breaks', async () => {
    const refused = await withRequestState(async () => {
      await expect(writeIfPossible(failingWith('57P01'))).rejects.toMatchObject({ code: 'unavailable' })
      return refusedRequest()
    })
    expect(refused).toEqual({ status: 503, retryAfter: 5 })
  })

  it('hides no other failure', async () => {
    await expect(writeIfPossible(failingWith('42P01'))).rejects.toThrow('from PostgreSQL')
  })
})
