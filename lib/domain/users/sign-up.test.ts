import { beforeAll, describe, expect, it } from 'vitest'
import type { EmailAddress } from '@/lib/domain/text/email-address'
import {
  address,
  from,
  mailsTo,
  canSignIn,
  emailTokenRow,
  refusalCode,
  findUserByEmail,
} from '@/test/fixtures/signed-out'
import { testPassword, createTestTenant, type TestTenant } from '@/test/fixtures/tenant'
import { findSession } from './find-session'
import { emailTokenSecrets } from './email-token'
import { signUp, verifySignUp } from './sign-up'

let tenant: TestTenant

beforeAll(async () => {
  tenant = await createTestTenant()
})

function startSignUp(given: { to: EmailAddress; name?: string; password?: string }) {
  const { to, name = 'Ann Archer', password = testPassword } = given
  return from(() => signUp(tenant.tenantId, { name, address: to, password }))
}

describe('signing up', () => {
  it('creates no user until the address is verified, and then one with a session', async () => {
    const to = address()
    const { proofId: emailTokenId } = await startSignUp({ to })
    expect(await findUserByEmail(tenant, to.email)).toBeNull()
    expect(await mailsTo(tenant, to.email)).toMatchObject([
      { template: 'sign_up_proof', payload: { proofId: emailTokenId } },
    ])
    const arrival = await from(async () =>
      verifySignUp(tenant.tenantId, { token: emailTokenSecrets({ id: emailTokenId }).token }),
    )
    expect(await findSession(tenant.tenantId, arrival.sessionId, arrival.userId)).toMatchObject({
      user: { email: to.email },
    })
    expect(await canSignIn(tenant, to, testPassword)).toBe(true)
  })

  it('takes the code as well, once', async () => {
    const { proofId: emailTokenId } = await startSignUp({ to: address() })
    const { code, token } = emailTokenSecrets({ id: emailTokenId })
    await from(() => verifySignUp(tenant.tenantId, { proofId: emailTokenId, code }))
    expect(
      await refusalCode(from(() => verifySignUp(tenant.tenantId, { proofId: emailTokenId, code }))),
    ).toBe('gone')
    expect(await refusalCode(from(() => verifySignUp(tenant.tenantId, { token })))).toBe('gone')
  })

  it('verifies once, however many requests at once', async () => {
    const to = address()
    const { proofId: emailTokenId } = await startSignUp({ to })
    const { token } = emailTokenSecrets({ id: emailTokenId })
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => from(() => verifySignUp(tenant.tenantId, { token }))),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('with the address of an account gives the same answer, sends another email, and changes nothing', async () => {
    const ann = await tenant.createUser({ password: testPassword, name: 'Ann Archer' })
    const to = address(ann.email)
    const answer = await startSignUp({ to, name: 'Mallory', password: 'mallory-was-here-1' })
    expect(Object.keys(answer)).toEqual(Object.keys(await startSignUp({ to: address() })))
    expect(await mailsTo(tenant, ann.email)).toMatchObject([{ template: 'sign_up_existing' }])
    const { token, code } = emailTokenSecrets({ id: answer.proofId })
    expect(await refusalCode(from(() => verifySignUp(tenant.tenantId, { token })))).toBe('conflict')
    expect(
      await refusalCode(from(() => verifySignUp(tenant.tenantId, { proofId: answer.proofId, code }))),
    ).toBe('conflict')
    expect(await findUserByEmail(tenant, ann.email)).toMatchObject({ name: 'Ann Archer' })
    expect(await canSignIn(tenant, to, 'mallory-was-here-1')).toBe(false)
    expect(await canSignIn(tenant, to, testPassword)).toBe(true)
  })

  it('replaces the password of an account whose address was not verified', async () => {
    const earlier = await tenant.createUser({ password: 'set-by-somebody-else', isVerified: false })
    const to = address(earlier.email)
    const { proofId: emailTokenId } = await startSignUp({ to })
    const { token } = emailTokenSecrets({ id: emailTokenId })
    expect((await from(() => verifySignUp(tenant.tenantId, { token }))).userId).toBe(earlier.id)
    expect(await canSignIn(tenant, to, 'set-by-somebody-else')).toBe(false)
    expect(await canSignIn(tenant, to, testPassword)).toBe(true)
  })

  it('sets the password chosen at the link, not the one of the sign-up form', async () => {
    const to = address()
    const { proofId: emailTokenId } = await startSignUp({ to, password: 'mallory-was-here-1' })
    const { token } = emailTokenSecrets({ id: emailTokenId })
    await from(() => verifySignUp(tenant.tenantId, { token }, 'chosen-by-its-owner'))
    expect(await canSignIn(tenant, to, 'mallory-was-here-1')).toBe(false)
    expect(await canSignIn(tenant, to, 'chosen-by-its-owner')).toBe(true)
  })

  it('sets the password of the sign-up form if none is chosen at the link', async () => {
    const to = address()
    const { proofId: emailTokenId } = await startSignUp({ to, password: 'from-the-sign-up-form' })
    const { token } = emailTokenSecrets({ id: emailTokenId })
    await from(() => verifySignUp(tenant.tenantId, { token }))
    expect(await canSignIn(tenant, to, 'from-the-sign-up-form')).toBe(true)
  })

  it('sets the chosen password also for a user who was created before', async () => {
    const earlier = await tenant.createUser({ password: 'set-by-somebody-else', isVerified: false })
    const to = address(earlier.email)
    const { proofId: emailTokenId } = await startSignUp({ to, password: 'mallory-was-here-1' })
    const { token } = emailTokenSecrets({ id: emailTokenId })
    const arrival = await from(() => verifySignUp(tenant.tenantId, { token }, 'chosen-by-its-owner'))
    expect(arrival.userId).toBe(earlier.id)
    expect(await canSignIn(tenant, to, 'mallory-was-here-1')).toBe(false)
    expect(await canSignIn(tenant, to, 'chosen-by-its-owner')).toBe(true)
  })

  it('refuses a common password, and sends no email', async () => {
    const to = address()
    expect(await refusalCode(startSignUp({ to, password: 'password123' }))).toBe('invalid')
    expect(await mailsTo(tenant, to.email)).toEqual([])
  })

  it('stores a hash of the password, and neither the token nor the code', async () => {
    const { proofId: emailTokenId } = await startSignUp({ to: address() })
    const row = await emailTokenRow(tenant, emailTokenId)
    const { token, code } = emailTokenSecrets({ id: emailTokenId })
    expect(row.passwordHash).toMatch(/^\$argon2id\$/)
    expect(JSON.stringify(row)).not.toContain(token)
    expect(JSON.stringify(row)).not.toContain(`"${code}"`)
  })
})
