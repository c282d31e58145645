import { Secret, TOTP } from 'otpauth'
import { beforeAll, describe, expect, it } from 'vitest'
import { enterCode, setUpApp, signInUntilCode } from '@/test/fixtures/authenticators'
import { createOperator } from '@/test/fixtures/operator'
import { from, mailsTo, refusalCode } from '@/test/fixtures/signed-out'
import { createTestTenant, testPassword, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { codeOf } from '@/test/totp-code'
import { unblockSignIn } from '../users/sign-in-blocks'
import { endOtherSessions } from '../users/end-sessions'
import { findSession } from '../users/find-session'
import { signInWithPassword } from '../users/sign-in-with-password'
import {
  addAuthenticator,
  removeAuthenticator,
  removeAuthenticatorOf,
  startAuthenticator,
} from './add-authenticator'
import { getSecondFactors } from './second-factors'
import { replaceRecoveryCodes } from './recovery-codes'
import { matchingStep, newAuthenticatorSecret } from './totp'

let tenant: TestTenant

beforeAll(async () => {
  tenant = await createTestTenant()
})

async function userWithApp() {
  const ann = await tenant.createUser({ password: testPassword })
  return { ann, ...(await setUpApp(ann)) }
}

async function signInWith(ann: TestUser, factor: Parameters<typeof enterCode>[2]) {
  return enterCode(tenant, await signInUntilCode(tenant, ann), factor)
}

function eventsOf(ann: TestUser, type: string) {
  return tenant.read((tx) => tx.auditEvent.findMany({ where: { type, targetId: ann.id } }))
}

describe('setting up an app', () => {
  it('takes the code of the present, the previous or the next 30 seconds', () => {
    const secret = newAuthenticatorSecret()
    const now = new Date('2026-12-02T14:05:10Z')
    const step = Math.floor(now.getTime() / 30_000)
    const steps = [-2, -1, 0, 1, 2].map((away) => {
      const code = TOTP.generate({
        secret: Secret.fromBase32(secret),
        timestamp: now.getTime() + away * 30_000,
      })
      return matchingStep(secret, code, now)
    })
    expect(steps).toEqual([null, step - 1, step, step + 1, null])
  })

  it('needs a code from it, and gives ten recovery codes', async () => {
    const ann = await tenant.createUser()
    const secret = await startAuthenticator(ann.self)
    expect(await refusalCode(addAuthenticator(ann.self, { secret, code: codeOf(secret, -3) }))).toBe(
      'invalid',
    )
    expect((await getSecondFactors(ann.self)).authenticator).toBeNull()
    expect(new Set(await addAuthenticator(ann.self, { secret, code: codeOf(secret) })).size).toBe(10)
    expect((await getSecondFactors(ann.self)).authenticator).toMatchObject({
      lastUsedAt: null,
      recoveryCodesLeft: 10,
    })
  })

  it('is recorded, told by email and refused a second time', async () => {
    const { ann, secret } = await userWithApp()
    expect(await refusalCode(startAuthenticator(ann.self))).toBe('conflict')
    expect(await refusalCode(addAuthenticator(ann.self, { secret, code: codeOf(secret, 1) }))).toBe(
      'conflict',
    )
    expect(await eventsOf(ann, 'authenticator.added')).toHaveLength(1)
    expect((await mailsTo(tenant, ann.email)).map(({ template }) => template)).toEqual([
      'authenticator_added',
    ])
  })

  it('stores neither the secret nor the recovery codes in readable form', async () => {
    const { ann, secret, recoveryCodes } = await userWithApp()
    const rows = await tenant.read((tx) =>
      tx.authenticator.findMany({ where: { userId: ann.id }, include: { recoveryCodes: true } }),
    )
    const stored = JSON.stringify(rows, (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    )
    for (const text of [secret, ...recoveryCodes]) expect(stored).not.toContain(text)
  })

  it('as new recovery codes and removing do, needs a sign-in within the last fifteen minutes', async () => {
    const { ann } = await userWithApp()
    const ben = await tenant.createUser()
    await tenant.write((tx) =>
      tx.session.updateMany({
        where: { id: { in: [ann.sessionId, ben.sessionId] } },
        data: { authTime: new Date(Date.now() - 16 * 60_000) },
      }),
    )
    const secret = 'A'.repeat(32)
    for (const act of [
      () => startAuthenticator(ben.self),
      () => addAuthenticator(ben.self, { secret, code: codeOf(secret) }),
      () => replaceRecoveryCodes(ann.self),
      () => removeAuthenticator(ann.self),
    ])
      expect(await refusalCode(act())).toBe('sign_in_again')
  })
})

describe('signing in', () => {
  it('opens no session before the code, and one with its methods after it', async () => {
    const { ann, secret } = await userWithApp()
    const before = await tenant.read((tx) => tx.session.count({ where: { userId: ann.id } }))
    const pending = await signInUntilCode(tenant, ann)
    expect(await tenant.read((tx) => tx.session.count({ where: { userId: ann.id } }))).toBe(before)
    expect(await eventsOf(ann, 'session.code_requested')).toHaveLength(1)
    expect(pending.appConfirmedAt).toEqual((await getSecondFactors(ann.self)).authenticator?.confirmedAt)
    const { sessionId } = await enterCode(tenant, pending, { code: codeOf(secret, 1) })
    const session = await findSession(tenant.tenantId, sessionId, ann.id)
    expect(session?.amr).toEqual(['pwd', 'otp', 'mfa'])
  })

  it('refuses a wrong, a used and an old code alike, and says so in the organization’s log', async () => {
    const { ann, secret, usedCode } = await userWithApp()
    const { id: organizationId } = await tenant.createOrganization({ owner: ann })
    const pending = await signInUntilCode(tenant, ann, { organizationId })
    for (const code of ['000000', usedCode, codeOf(secret, -3)])
      expect(await refusalCode(enterCode(tenant, pending, { code }))).toBe('invalid')
    const failures = await eventsOf(ann, 'session.failed')
    expect(failures.map(({ details }) => details)).toContainEqual({ way: 'authenticator', reason: 'used' })
    expect((await enterCode(tenant, pending, { code: codeOf(secret, 1) })).organization?.id).toBe(
      organizationId,
    )
    expect(await refusalCode(enterCode(tenant, pending, { code: codeOf(secret, 1) }))).toBe('gone')
  })

  it('accepts a code once, of two browsers at the same time too', async () => {
    const { ann, secret } = await userWithApp()
    const one = await signInUntilCode(tenant, ann)
    const other = await signInUntilCode(tenant, ann)
    const code = codeOf(secret, 1)
    const both = await Promise.allSettled(
      [one, other, one].map((pending) => enterCode(tenant, pending, { code })),
    )
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('accepts each recovery code once, however it is typed, and tells the user', async () => {
    const { ann, recoveryCodes } = await userWithApp()
    const [first = '', second = ''] = recoveryCodes
    const one = await signInUntilCode(tenant, ann)
    const other = await signInUntilCode(tenant, ann)
    const typed = ` ${first.toUpperCase().replaceAll('-', ' ')} `
    const both = await Promise.allSettled(
      [one, other].map((pending) => enterCode(tenant, pending, { recoveryCode: typed })),
    )
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await getSecondFactors(ann.self)).authenticator?.recoveryCodesLeft).toBe(9)
    const [, mail] = await mailsTo(tenant, ann.email)
    expect(mail?.payload).toEqual({ template: 'recovery_code_used', codesLeft: 9 })
    const renewed = await replaceRecoveryCodes(ann.self)
    expect(await refusalCode(signInWith(ann, { recoveryCode: second }))).toBe('invalid')
    expect((await signInWith(ann, { recoveryCode: renewed[0] ?? '' })).userId).toBe(ann.id)
  })

  it('starts again after five wrong codes, after ten minutes, and when all sessions end', async () => {
    const { ann, secret } = await userWithApp()
    const guessed = await signInUntilCode(tenant, ann)
    const guesses = []
    for (let count = 0; count < 5; count += 1)
      guesses.push(await refusalCode(enterCode(tenant, guessed, { code: '000000' })))
    expect(guesses).toEqual(['invalid', 'invalid', 'invalid', 'invalid', 'gone'])
    const slow = await signInUntilCode(tenant, ann)
    const ended = await signInUntilCode(tenant, ann)
    await tenant.write((tx) =>
      tx.pendingSignIn.updateMany({ where: { id: slow.id }, data: { expiresAt: new Date(0) } }),
    )
    const code = codeOf(secret, 1)
    expect(await refusalCode(enterCode(tenant, guessed, { code }))).toBe('gone')
    expect(await refusalCode(enterCode(tenant, slow, { code }))).toBe('gone')
    await endOtherSessions(ann.self)
    expect(await refusalCode(enterCode(tenant, ended, { code }))).toBe('gone')
  })

  it('belongs to its tenant and its user', async () => {
    const { ann, secret } = await userWithApp()
    const ben = await userWithApp()
    const pending = await signInUntilCode(tenant, ann)
    const code = codeOf(secret, 1)
    expect(await refusalCode(enterCode(await createTestTenant(), pending, { code }))).toBe('gone')
    const asBen = { ...pending, userId: ben.ann.id }
    expect(await refusalCode(enterCode(tenant, asBen, { code: codeOf(ben.secret, 1) }))).toBe('gone')
    await tenant.write((tx) => tx.user.updateMany({ where: { id: ann.id }, data: { blocked: true } }))
    expect(await refusalCode(enterCode(tenant, pending, { code }))).toBe('gone')
  })

  it('limits the codes of a user over all of their sign-ins', async () => {
    const { ann, secret } = await userWithApp()
    const codes = []
    for (let count = 0; count < 11; count += 1)
      codes.push(await refusalCode(enterCode(tenant, await signInUntilCode(tenant, ann), { code: '000000' })))
    expect(codes.at(-2)).toBe('invalid')
    expect(codes.at(-1)).toBe('too_many')
    const code = codeOf(secret, 1)
    expect(await refusalCode(signInWith(ann, { code }))).toBe('too_many')
    await unblockSignIn(await tenant.tenantAccess(await createOperator(tenant), 'update:users'), {
      userId: ann.id,
    })
    expect((await signInWith(ann, { code })).userId).toBe(ann.id)
  })
})

describe('removing the app', () => {
  it('ends what waits for a code, and asks for none from then on', async () => {
    const { ann, secret } = await userWithApp()
    const pending = await signInUntilCode(tenant, ann)
    await removeAuthenticator(ann.self)
    expect(await refusalCode(enterCode(tenant, pending, { code: codeOf(secret, 1) }))).toBe('gone')
    expect(
      await from(() => signInWithPassword(tenant.tenantId, { email: ann.email, password: testPassword })),
    ).toHaveProperty('sessionId')
    expect(await refusalCode(removeAuthenticator(ann.self))).toBe('not_found')
    expect((await mailsTo(tenant, ann.email)).map(({ template }) => template)).toEqual([
      'authenticator_added',
      'authenticator_removed',
    ])
  })

  it('can be done by an operator, not in another tenant', async () => {
    const { ann } = await userWithApp()
    const operator = await tenant.tenantAccess(await createOperator(tenant), 'update:users')
    const other = await createTestTenant()
    const stranger = await other.tenantAccess(await createOperator(other), 'update:users')
    expect(await refusalCode(removeAuthenticatorOf(stranger, ann.id))).toBe('not_found')
    await removeAuthenticatorOf(operator, ann.id)
    await removeAuthenticatorOf(operator, ann.id)
    expect(await eventsOf(ann, 'authenticator.removed')).toHaveLength(1)
    expect((await getSecondFactors(ann.self)).authenticator).toBeNull()
  })
})
