import { beforeAll, describe, expect, it } from 'vitest'
import { DomainError } from '@/lib/errors'
import { arrived } from '@/test/fixtures/signed-out'
import { type TestTenant, testPassword, createTestTenant } from '@/test/fixtures/tenant'
import { getAccount, renameUser } from './account'
import { changePassword } from './change-password'
import { endOtherSessions, endSession } from './end-sessions'
import { findSession } from './find-session'
import { findSignInPage } from './find-sign-in-page'
import { listSessions } from './sessions'
import { signInWithPassword } from './sign-in-with-password'

let tenant: TestTenant

beforeAll(async () => {
  tenant = await createTestTenant()
})

function signIn(email: string, password = testPassword) {
  return arrived(signInWithPassword(tenant.tenantId, { email, password }))
}

async function refusalOf(work: Promise<unknown>): Promise<DomainError> {
  const error = await work.then(
    () => null,
    (refusal: unknown) => refusal,
  )
  if (!(error instanceof DomainError)) throw error instanceof Error ? error : new Error('It was not refused.')
  return error
}

describe('changing one’s password', () => {
  const next = 'a-new-front-door'

  it('ends all other sessions, keeps this one, and tells the user by email', async () => {
    const ann = await tenant.createUser({ password: testPassword })
    const other = await signIn(ann.email)
    await changePassword(ann.self, { current: testPassword, password: next })
    expect(await findSession(tenant.tenantId, other.sessionId, ann.id)).toBeNull()
    expect(await findSession(tenant.tenantId, ann.sessionId, ann.id)).not.toBeNull()
    expect((await refusalOf(signIn(ann.email))).code).toBe('invalid')
    expect((await signIn(ann.email, next)).userId).toBe(ann.id)
    const mails = await tenant.read((tx) =>
      tx.mail.findMany({ where: { tenantId: tenant.tenantId, recipient: ann.email } }),
    )
    expect(mails.map(({ template }) => template)).toEqual(['password_changed'])
  })

  it('requires the current password', async () => {
    const ann = await tenant.createUser({ password: testPassword })
    const refusal = await refusalOf(changePassword(ann.self, { current: 'not it', password: next }))
    expect(refusal).toMatchObject({ code: 'invalid', field: 'current_password' })
  })

  it('leaves no session of the old password alive when both come at once', async () => {
    const ann = await tenant.createUser({ password: testPassword })
    const [, ...entries] = await Promise.allSettled([
      changePassword(ann.self, { current: testPassword, password: next }),
      ...Array.from({ length: 8 }, () => signIn(ann.email)),
    ])
    const opened = entries.flatMap((entry) => (entry.status === 'fulfilled' ? [entry.value.sessionId] : []))
    const alive = await listSessions(ann.self)
    expect(alive.filter(({ id }) => opened.includes(id))).toEqual([])
  })
})

describe('sessions', () => {
  it('are listed only to their own user', async () => {
    const ann = await tenant.createUser({ password: testPassword })
    const ben = await tenant.createUser()
    const second = await signIn(ann.email)
    expect(new Set((await listSessions(ann.self)).map(({ id }) => id))).toEqual(
      new Set([ann.sessionId, second.sessionId]),
    )
    expect((await listSessions(ben.self)).map(({ id }) => id)).toEqual([ben.sessionId])
  })

  it('end one by one, and never by another user', async () => {
    const ann = await tenant.createUser({ password: testPassword })
    const ben = await tenant.createUser()
    const second = await signIn(ann.email)
    expect((await refusalOf(endSession(ben.self, second.sessionId))).code).toBe('not_found')
    await endSession(ann.self, second.sessionId)
    expect(await findSession(tenant.tenantId, second.sessionId, ann.id)).toBeNull()
    expect((await refusalOf(endSession(ann.self, second.sessionId))).code).toBe('not_found')
  })

  it('end everywhere else at once', async () => {
    const ann = await tenant.createUser({ password: testPassword })
    await signIn(ann.email)
    await signIn(ann.email)
    expect(await endOtherSessions(ann.self)).toBe(2)
    expect((await listSessions(ann.self)).map(({ id }) => id)).toEqual([ann.sessionId])
    expect(await endOtherSessions(ann.self)).toBe(0)
  })

  it('cannot be used any more once ended', async () => {
    const ann = await tenant.createUser()
    await endSession(ann.self, ann.sessionId)
    expect((await refusalOf(renameUser(ann.self, 'Ghost'))).code).toBe('sign_in_again')
  })
})

describe('one’s account', () => {
  it('shows permissions held at tenant level, and none held in an organization', async () => {
    const ann = await tenant.createUser()
    await tenant.createOrganization({ owner: ann })
    const { permissions: held } = await getAccount(ann.self)
    const said = held.flatMap(({ permissions }) => permissions)
    expect(said.map(({ name, sources }) => [name, sources.map(({ roleName }) => roleName)])).toEqual([
      ['create:organizations', ['Everyone']],
    ])
  })
})

describe('one’s name', () => {
  it('can be changed by the user', async () => {
    const ann = await tenant.createUser({ name: 'Ann' })
    await renameUser(ann.self, 'Ann Archer')
    expect(await getAccount(ann.self)).toMatchObject({
      name: 'Ann Archer',
      email: ann.email,
      hasPassword: false,
    })
  })
})

describe('an organization’s sign-in page', () => {
  function seenAt(slug: string, tenantId = tenant.tenantId) {
    return findSignInPage({ kind: 'public', tenantId, subject: slug })
  }

  it('shows what is public, and the sign-in methods that are offered', async () => {
    const organization = await tenant.createOrganization({ displayName: 'Acme' })
    const page = await seenAt(organization.slug)
    expect(page).toMatchObject({ id: organization.id, displayName: 'Acme' })
    expect(page?.connections.map(({ strategy }) => strategy).sort()).toEqual(['email', 'passkey', 'password'])
    await tenant.write((tx) =>
      tx.enabledConnection.updateMany({
        where: { organizationId: organization.id, connectionId: tenant.connection('email') },
        data: { showAsButton: false },
      }),
    )
    const left = (await seenAt(organization.slug))?.connections.map(({ strategy }) => strategy)
    expect(left?.sort()).toEqual(['passkey', 'password'])
  })

  it('is not there for unknown, deleted and foreign ones', async () => {
    const organization = await tenant.createOrganization()
    expect(await seenAt('nowhere')).toBeNull()
    expect(await seenAt(organization.slug, (await createTestTenant()).tenantId)).toBeNull()
    await tenant.write((tx) =>
      tx.organization.updateMany({ where: { id: organization.id }, data: { deletedAt: new Date() } }),
    )
    expect(await seenAt(organization.slug)).toBeNull()
  })
})
