import { beforeAll, describe, expect, it } from 'vitest'
import { bypassRowSecurity, change, read } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { createProvider } from '@/test/fixtures/connections'
import { refusalCode } from '@/test/fixtures/signed-out'
import {
  createTestTenant,
  type TestOrganization,
  type TestTenant,
  type TestUser,
} from '@/test/fixtures/tenant'
import { addOrganizationConnection } from './add-organization-connection'
import { failed, listConnectionFailures } from './connection-failures'
import { getEnabledConnection } from './organization-connection'
import { updateOrganizationConnection } from './update-organization-connection'

let tenant: TestTenant
let owner: TestUser

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser({ password: 'correct horse battery' })
})

function accessAt(organization: TestOrganization) {
  return tenant.accessTo(
    organization,
    owner,
    'read:organization_connections',
    'create:organization_connections',
    'update:organization_connections',
  )
}

const closed = { assignMembershipOnLogin: false, showAsButton: true, isSignupEnabled: false }

describe('the settings of a connection here', () => {
  it('change here alone, and the audit says what', async () => {
    const organization = await tenant.createOrganization({ owner })
    const other = await tenant.createOrganization({ owner })
    const id = tenant.connection('password')
    const access = await accessAt(organization)
    const open = { assignMembershipOnLogin: true, showAsButton: true, isSignupEnabled: true }
    await updateOrganizationConnection(access, { id, ...open })
    await updateOrganizationConnection(access, { id, ...open })
    expect((await getEnabledConnection(access, id)).enabled).toEqual(open)
    expect((await getEnabledConnection(await accessAt(other), id)).enabled).toEqual(closed)
    const events = await tenant.read((tx) =>
      tx.auditEvent.findMany({
        where: { organizationId: organization.id, type: 'connection.settings_changed' },
      }),
    )
    expect(events.map(({ details }) => details)).toEqual([
      {
        before: { assignMembershipOnLogin: false, isSignupEnabled: false },
        after: { assignMembershipOnLogin: true, isSignupEnabled: true },
      },
    ])
  })

  it('allow sign-up only together with membership, and only by password', async () => {
    const organization = await tenant.createOrganization({ owner })
    const access = await accessAt(organization)
    const signup = { ...closed, isSignupEnabled: true }
    const tries = [
      { id: tenant.connection('password'), ...signup },
      { id: tenant.connection('email'), ...signup, assignMembershipOnLogin: true },
    ]
    for (const input of tries) {
      await expect(updateOrganizationConnection(access, input)).rejects.toMatchObject({
        code: 'invalid',
        field: 'is_signup_enabled',
      })
    }
  })

  it('leave one connection on the sign-in page, even when two are hidden at once', async () => {
    const organization = await tenant.createOrganization({ owner })
    const [access, second] = await Promise.all([accessAt(organization), createProvider(tenant)])
    await tenant.write((tx) =>
      tx.enabledConnection.deleteMany({
        where: { organizationId: organization.id, connectionId: { not: tenant.connection('password') } },
      }),
    )
    await addOrganizationConnection(access, { id: second, ifPresent: 'conflict' })
    const hidden = { ...closed, showAsButton: false }
    const tries = await Promise.allSettled(
      [tenant.connection('password'), second].map((id) =>
        updateOrganizationConnection(access, { id, ...hidden }),
      ),
    )
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('are not found if the connection is disabled here or does not exist', async () => {
    const access = await accessAt(await tenant.createOrganization({ owner }))
    for (const id of [await createProvider(tenant), newId('connection')]) {
      expect(await refusalCode(updateOrganizationConnection(access, { id, ...closed }))).toBe('not_found')
      expect(await refusalCode(getEnabledConnection(access, id))).toBe('not_found')
    }
  })
})

describe('who depends on a connection', () => {
  it('counts the members who signed in by it, and those with no other connection', async () => {
    const organization = await tenant.createOrganization({ owner })
    const other = await tenant.createOrganization({ owner })
    const [google, access] = await Promise.all([createProvider(tenant), accessAt(organization)])
    const linked = await tenant.createUser()
    const suspended = await tenant.createUser()
    const stranger = await tenant.createUser()
    await tenant.addMember(organization, linked)
    await tenant.addMember(organization, suspended)
    await tenant.addMember(other, stranger)
    await tenant.write(async (tx) => {
      const { tenantId } = tenant
      await tx.member.updateMany({ where: { userId: suspended.id }, data: { suspendedAt: new Date() } })
      await tx.enabledConnection.deleteMany({
        where: { organizationId: organization.id, connectionId: { not: tenant.connection('password') } },
      })
      await tx.identity.create({
        data: {
          id: newId('identity'),
          tenantId,
          userId: linked.id,
          connectionId: google,
          subject: linked.id,
        },
      })
    })
    await addOrganizationConnection(access, { id: google, ifPresent: 'conflict' })
    const password = tenant.connection('password')
    expect(await getEnabledConnection(access, password)).toMatchObject({ signedIn: 2, stranded: 1 })
    expect(await getEnabledConnection(access, google)).toMatchObject({ signedIn: 0, stranded: 1 })
    await addOrganizationConnection(access, { id: tenant.connection('email'), ifPresent: 'conflict' })
    expect(await getEnabledConnection(access, password)).toMatchObject({ signedIn: 2, stranded: 0 })
  })

  it('does not count sessions that have ended', async () => {
    const organization = await tenant.createOrganization({ owner })
    const gone = await tenant.createUser()
    await tenant.addMember(organization, gone)
    await tenant.write((tx) =>
      tx.session.updateMany({ where: { userId: gone.id }, data: { endedAt: new Date() } }),
    )
    const counted = await getEnabledConnection(await accessAt(organization), tenant.connection('password'))
    expect(counted.signedIn).toBe(1)
  })
})

it('connection_usage keeps the organization’s access kind, and counts no member with another kind', async () => {
  const organization = await tenant.createOrganization({ owner })
  const access = await accessAt(organization)
  const kind = await read(access, async (tx) => {
    await tx.$queryRaw`SELECT * FROM foyer.connection_usage(${tenant.connection('password')})`
    return tx.$queryRaw`SELECT foyer.access_kind() AS kind`
  })
  expect(kind).toEqual([{ kind: 'organization' }])
  const counted = await read(
    owner.self,
    (tx) => tx.$queryRaw`SELECT * FROM foyer.connection_usage(${tenant.connection('password')})`,
  )
  expect(counted).toEqual([{ examined: 0, signed_in: 0, without_alternative: 0 }])
})

describe('the last failures', () => {
  it('are this organization’s, the newest ten, with the reason in words', async () => {
    const organization = await tenant.createOrganization({ owner })
    const other = await tenant.createOrganization({ owner })
    const google = await createProvider(tenant)
    const system = bypassRowSecurity('a test fails', tenant.tenantId)
    const fail = (at: TestOrganization, reason: 'cancelled' | 'wrong_token') =>
      change(system, async () => ({
        result: undefined,
        events: [failed({ connectionId: google, organizationId: at.id }, reason)],
      }))
    for (let count = 0; count < 10; count++) await fail(organization, 'wrong_token')
    await fail(organization, 'cancelled')
    await fail(other, 'wrong_token')
    const failures = await listConnectionFailures(await accessAt(organization))
    expect(failures).toHaveLength(10)
    expect(failures[0]).toMatchObject({
      connectionName: 'Google',
      reason: 'The user or the provider canceled the sign-in.',
    })
    expect(failures[1]?.reason).toContain('The ID token has the wrong audience or nonce')
    expect(await listConnectionFailures(await accessAt(other))).toHaveLength(1)
  })
})
