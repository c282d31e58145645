import { beforeAll, describe, expect, it } from 'vitest'
import type { EmailAddress } from '@/lib/domain/text/email-address'
import {
  address,
  arrived,
  from,
  mailsTo,
  canSignIn,
  refusalCode,
  findUserByEmail,
} from '@/test/fixtures/signed-out'
import { type TestTenant, testPassword, createTestTenant } from '@/test/fixtures/tenant'
import { findEmailToken, createEmailToken, emailTokenSecrets } from './email-token'
import { findSession } from './find-session'
import { requestPasswordReset, resetPassword } from './reset-password'

let tenant: TestTenant

beforeAll(async () => {
  tenant = await createTestTenant()
})

async function latestProof(to: EmailAddress): Promise<string> {
  const emailToken = await tenant.read((tx) =>
    tx.emailProof.findFirstOrThrow({
      where: { tenantId: tenant.tenantId, emailFolded: to.folded },
      orderBy: { createdAt: 'desc' },
    }),
  )
  return emailToken.id
}

describe('resetting a password', () => {
  async function tokenFor(to: EmailAddress): Promise<string> {
    await from(() => requestPasswordReset(tenant.tenantId, { address: to }))
    return emailTokenSecrets({ id: await latestProof(to) }).token
  }

  it('ends every session, signs in, and tells by mail', async () => {
    const ann = await tenant.createUser({ password: testPassword })
    const to = address(ann.email)
    const token = await tokenFor(to)
    const arrival = await arrived(
      from(() => resetPassword(tenant.tenantId, { token, password: 'a-new-front-door' })),
    )
    expect(await findSession(tenant.tenantId, ann.sessionId, ann.id)).toBeNull()
    expect(await findSession(tenant.tenantId, arrival.sessionId, ann.id)).not.toBeNull()
    expect(await canSignIn(tenant, to, testPassword)).toBe(false)
    expect(await canSignIn(tenant, to, 'a-new-front-door')).toBe(true)
    expect((await mailsTo(tenant, ann.email)).map(({ template }) => template)).toEqual([
      'reset_password',
      'password_changed',
    ])
  })

  it('voids every other link', async () => {
    const ann = await tenant.createUser({ password: testPassword })
    const to = address(ann.email)
    const earlier = await tenant.write((tx) =>
      createEmailToken(tx, {
        tenantId: tenant.tenantId,
        purpose: 'reset_password',
        address: to,
        userId: ann.id,
      }),
    )
    const token = await tokenFor(to)
    await from(() => resetPassword(tenant.tenantId, { token, password: 'a-new-front-door' }))
    const old = emailTokenSecrets({ id: earlier }).token
    expect(
      await refusalCode(
        from(() => resetPassword(tenant.tenantId, { token: old, password: 'an-older-door' })),
      ),
    ).toBe('gone')
  })

  it('works once, however many press at once', async () => {
    const ann = await tenant.createUser({ password: testPassword })
    const token = await tokenFor(address(ann.email))
    const tries = Array.from({ length: 10 }, (_, index) =>
      from(() => resetPassword(tenant.tenantId, { token, password: `a-new-front-door-${index}` })),
    )
    const outcomes = await Promise.allSettled(tries)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await findEmailToken(tenant.tenantId, 'reset_password', token)).toMatchObject({ state: 'used' })
  })

  it('keeps the link alive when the new password is refused', async () => {
    const ann = await tenant.createUser({ password: testPassword })
    const token = await tokenFor(address(ann.email))
    expect(await refusalCode(from(() => resetPassword(tenant.tenantId, { token, password: 'short' })))).toBe(
      'invalid',
    )
    expect(await findEmailToken(tenant.tenantId, 'reset_password', token)).toMatchObject({ state: 'live' })
  })

  it('leaves the same rows for an unknown address, and creates no user', async () => {
    const to = address()
    const token = await tokenFor(to)
    expect(await mailsTo(tenant, to.email)).toHaveLength(1)
    expect(
      await refusalCode(from(() => resetPassword(tenant.tenantId, { token, password: 'a-new-front-door' }))),
    ).toBe('gone')
    expect(await findUserByEmail(tenant, to.email)).toBeNull()
  })
})
