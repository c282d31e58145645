import { afterAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { claimsOf, enter, makeRealmWithMember, refresh, type Answer } from '@/test/openid'

const { realm, person } = await makeRealmWithMember()

afterAll(disconnect)

async function tokens(asks: Record<string, string>): Promise<Answer> {
  return (await enter(realm, person, { asks }))()
}

describe('the nonce', () => {
  it('is in the first ID token and in no refreshed one', async () => {
    const first = await tokens({ nonce: 'a-nonce' })
    expect(claimsOf(first.id_token)).toMatchObject({ nonce: 'a-nonce' })
    const second = await refresh(realm, first.refresh_token)
    const third = await refresh(realm, second.refresh_token)
    for (const { id_token: token } of [second, third]) {
      expect(claimsOf(token)).toMatchObject({ sub: person.id })
      expect(claimsOf(token)).not.toHaveProperty('nonce')
    }
  })
})
