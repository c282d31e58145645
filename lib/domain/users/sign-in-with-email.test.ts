import { beforeAll, describe, expect, it } from 'vitest'
import type { EmailAddress } from '@/lib/domain/text/email-address'
import {
  address,
  arrived,
  from,
  mailsTo,
  canSignIn,
  emailTokenRow,
  refusalCode,
  findUserByEmail,
} from '@/test/fixtures/signed-out'
import { type TestTenant, createTestTenant } from '@/test/fixtures/tenant'
import { findEmailToken, emailTokenSecrets } from './email-token'
import { findSession } from './find-session'
import { requestSignInEmail, signInWithEmail } from './sign-in-with-email'
import { resetPassword } from './reset-password'
import { verifySignUp } from './sign-up'

let tenant: TestTenant

beforeAll(async () => {
  tenant = await createTestTenant()
})

describe('signing in by mail', () => {
  async function requested(to: EmailAddress): Promise<string> {
    return (await from(() => requestSignInEmail(tenant.tenantId, { address: to }))).proofId
  }

  it('opens a session at the link, once', async () => {
    const ann = await tenant.createUser()
    const { token } = emailTokenSecrets({ id: await requested(address(ann.email)) })
    const arrival = await arrived(from(() => signInWithEmail(tenant.tenantId, { token })))
    expect(await findSession(tenant.tenantId, arrival.sessionId, ann.id)).toMatchObject({ amr: ['otp'] })
    expect(await refusalCode(from(() => signInWithEmail(tenant.tenantId, { token })))).toBe('gone')
  })

  it('ends after five wrong codes, while the link still works', async () => {
    const ann = await tenant.createUser()
    const emailTokenId = await requested(address(ann.email))
    const { code, token } = emailTokenSecrets({ id: emailTokenId })
    const wrong = code === '000000' ? '000001' : '000000'
    const tries = Array.from({ length: 20 }, () =>
      refusalCode(from(() => signInWithEmail(tenant.tenantId, { proofId: emailTokenId, code: wrong }))),
    )
    expect(new Set(await Promise.all(tries))).toEqual(new Set(['gone']))
    expect(
      await refusalCode(from(() => signInWithEmail(tenant.tenantId, { proofId: emailTokenId, code }))),
    ).toBe('gone')
    const emailToken = await emailTokenRow(tenant, emailTokenId)
    expect(emailToken.attempts).toBe(5)
    expect((await arrived(from(() => signInWithEmail(tenant.tenantId, { token })))).userId).toBe(ann.id)
  })

  it('refuses a proof that is overdue, of another purpose, or of another tenant', async () => {
    const ann = await tenant.createUser()
    const emailTokenId = await requested(address(ann.email))
    const { token } = emailTokenSecrets({ id: emailTokenId })
    const other = await createTestTenant()
    expect(await refusalCode(from(() => signInWithEmail(other.tenantId, { token })))).toBe('gone')
    expect(await refusalCode(from(() => verifySignUp(tenant.tenantId, { token })))).toBe('gone')
    expect(
      await refusalCode(from(() => resetPassword(tenant.tenantId, { token, password: 'a-new-front-door' }))),
    ).toBe('gone')
    await tenant.write(
      (tx) => tx.$executeRaw`
      UPDATE email_proofs SET expires_at = now() WHERE tenant_id = ${tenant.tenantId} AND id = ${emailTokenId}`,
    )
    expect(await refusalCode(from(() => signInWithEmail(tenant.tenantId, { token })))).toBe('gone')
    expect(await findEmailToken(tenant.tenantId, 'sign_in', token)).toMatchObject({ state: 'expired' })
  })

  it('leaves the same rows for an unknown address, and opens nothing there', async () => {
    const ann = await tenant.createUser()
    const [known, unknown] = [address(ann.email), address()]
    const ofKnown = await requested(known)
    const proofs = [ofKnown, await requested(unknown)]
    expect((await mailsTo(tenant, unknown.email)).length).toBe((await mailsTo(tenant, known.email)).length)
    const { token } = emailTokenSecrets({ id: proofs[1] ?? '' })
    expect(await refusalCode(from(() => signInWithEmail(tenant.tenantId, { token })))).toBe('gone')
    expect(await findUserByEmail(tenant, unknown.email)).toBeNull()
  })

  it('refuses a user who was blocked after asking', async () => {
    const ann = await tenant.createUser()
    const { token } = emailTokenSecrets({ id: await requested(address(ann.email)) })
    await tenant.write((tx) => tx.user.updateMany({ where: { id: ann.id }, data: { blocked: true } }))
    expect(await refusalCode(from(() => signInWithEmail(tenant.tenantId, { token })))).toBe('gone')
  })

  it('verifies the address of a user who was created before, and removes their password', async () => {
    const made = await tenant.createUser({ password: 'set-by-somebody-else', isVerified: false })
    const to = address(made.email)
    const { token } = emailTokenSecrets({ id: await requested(to) })
    await from(() => signInWithEmail(tenant.tenantId, { token }))
    expect(await findUserByEmail(tenant, made.email)).toMatchObject({ identities: [] })
    expect(await canSignIn(tenant, to, 'set-by-somebody-else')).toBe(false)
  })

  it('mails one address once a minute, also when many ask at once', async () => {
    const ann = await tenant.createUser()
    const to = address(ann.email)
    const asks = await Promise.allSettled(
      Array.from({ length: 20 }, () => from(() => requestSignInEmail(tenant.tenantId, { address: to }))),
    )
    expect(asks.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await mailsTo(tenant, ann.email)).toHaveLength(1)
  })
})
