import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import type { EmailAddress } from '@/lib/domain/text/parse-email'
import { address, from, mailsTo, passwordOpens, refusalCode, userAt } from '@/test/at-the-door'
import { housePassword, makeHouse, type House } from '@/test/house'
import { askPasswordReset } from './ask-password-reset'
import { findProof } from './find-proof'
import { findSession } from './find-session'
import { makeProof } from './make-proof'
import { proofSecrets } from './proof-secrets'
import { resetPassword } from './reset-password'

let house: House

beforeAll(async () => {
  house = await makeHouse()
})
afterAll(disconnect)

async function latestProof(to: EmailAddress): Promise<string> {
  const proof = await house.look((tx) =>
    tx.emailProof.findFirstOrThrow({
      where: { tenantId: house.tenantId, emailFolded: to.folded },
      orderBy: { createdAt: 'desc' },
    }),
  )
  return proof.id
}

describe('resetting a password', () => {
  async function tokenFor(to: EmailAddress): Promise<string> {
    await from(() => askPasswordReset(house.tenantId, { address: to }))
    return proofSecrets({ id: await latestProof(to) }).token
  }

  it('ends every session, signs in, and tells by mail', async () => {
    const ann = await house.person({ password: housePassword })
    const to = address(ann.email)
    const token = await tokenFor(to)
    const arrival = await from(() => resetPassword(house.tenantId, { token, password: 'a-new-front-door' }))
    expect(await findSession(house.tenantId, ann.sessionId, ann.id)).toBeNull()
    expect(await findSession(house.tenantId, arrival.sessionId, ann.id)).not.toBeNull()
    expect(await passwordOpens(house, to, housePassword)).toBe(false)
    expect(await passwordOpens(house, to, 'a-new-front-door')).toBe(true)
    expect((await mailsTo(house, ann.email)).map(({ template }) => template)).toEqual([
      'reset_password',
      'password_changed',
    ])
  })

  it('voids every other link', async () => {
    const ann = await house.person({ password: housePassword })
    const to = address(ann.email)
    const earlier = await house.arrange((tx) =>
      makeProof(tx, { tenantId: house.tenantId, purpose: 'reset_password', address: to, userId: ann.id }),
    )
    const token = await tokenFor(to)
    await from(() => resetPassword(house.tenantId, { token, password: 'a-new-front-door' }))
    const old = proofSecrets({ id: earlier }).token
    expect(
      await refusalCode(from(() => resetPassword(house.tenantId, { token: old, password: 'an-older-door' }))),
    ).toBe('gone')
  })

  it('works once, however many press at once', async () => {
    const ann = await house.person({ password: housePassword })
    const token = await tokenFor(address(ann.email))
    const tries = Array.from({ length: 10 }, (_, place) =>
      from(() => resetPassword(house.tenantId, { token, password: `a-new-front-door-${place}` })),
    )
    const outcomes = await Promise.allSettled(tries)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await findProof(house.tenantId, 'reset_password', token)).toMatchObject({ state: 'used' })
  })

  it('keeps the link alive when the new password is refused', async () => {
    const ann = await house.person({ password: housePassword })
    const token = await tokenFor(address(ann.email))
    expect(await refusalCode(from(() => resetPassword(house.tenantId, { token, password: 'short' })))).toBe(
      'invalid',
    )
    expect(await findProof(house.tenantId, 'reset_password', token)).toMatchObject({ state: 'live' })
  })

  it('leaves the same rows for an unknown address, and makes nobody', async () => {
    const to = address()
    const token = await tokenFor(to)
    expect(await mailsTo(house, to.email)).toHaveLength(1)
    expect(
      await refusalCode(from(() => resetPassword(house.tenantId, { token, password: 'a-new-front-door' }))),
    ).toBe('gone')
    expect(await userAt(house, to.email)).toBeNull()
  })
})
