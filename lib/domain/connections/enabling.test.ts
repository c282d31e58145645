import { beforeAll, describe, expect, it } from 'vitest'
import type { OrganizationAccess } from '@/lib/access'
import { newId } from '@/lib/ids'
import { refusalCode } from '@/test/fixtures/signed-out'
import { enabledConnectionIds, createProvider } from '@/test/fixtures/connections'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { findSignInPage } from '../users/find-sign-in-page'
import { addOrganizationConnection } from './add-organization-connection'
import { removeOrganizationConnection } from './remove-organization-connection'
import { listAvailableConnections, type OrganizationConnection } from './organization-connection'

let tenant: TestTenant
let owner: TestUser

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser()
})

function accessAt(organization: TestOrganization, person = owner) {
  return tenant.accessTo(
    organization,
    person,
    'read:organization_connections',
    'create:organization_connections',
    'delete:organization_connections',
  )
}

function newOrganization(): Promise<TestOrganization> {
  return tenant.createOrganization({ owner })
}

async function eventsAt(organization: TestOrganization) {
  const events = await tenant.read((tx) =>
    tx.auditEvent.findMany({
      where: {
        tenantId: tenant.tenantId,
        organizationId: organization.id,
        type: { startsWith: 'connection.' },
      },
      orderBy: { id: 'asc' },
    }),
  )
  return events.map(({ type, targetId }) => ({ type, targetId }))
}

function enable(
  access: OrganizationAccess<'create:organization_connections'>,
  id: string,
): Promise<OrganizationConnection> {
  return addOrganizationConnection(access, { id, ifPresent: 'enable' })
}

describe('enabling', () => {
  it('offers it at the organization’s sign-in page, there alone, and once', async () => {
    const [organization, other, id] = await Promise.all([
      newOrganization(),
      newOrganization(),
      createProvider(tenant),
    ])
    const access = await accessAt(organization)
    expect(await enable(access, id)).toMatchObject({ displayName: 'Google' })
    await enable(access, id)
    const page = await findSignInPage({
      kind: 'public',
      tenantId: tenant.tenantId,
      subject: organization.slug,
    })
    expect(page?.connections.map((connection) => connection.id)).toContain(id)
    expect(await enabledConnectionIds(tenant, other)).not.toContain(id)
    expect(await eventsAt(organization)).toEqual([{ type: 'connection.enabled', targetId: id }])
    const listed = (await listAvailableConnections(access)).find((connection) => connection.id === id)
    expect(listed?.enabled).toEqual({
      assignMembershipOnLogin: false,
      showAsButton: true,
      isSignupEnabled: false,
    })
  })

  it('ends at ten, also with many requests at once', async () => {
    const organization = await newOrganization()
    const access = await accessAt(organization)
    const present = (await enabledConnectionIds(tenant, organization)).length
    const ids = await Promise.all(Array.from({ length: 12 - present }, () => createProvider(tenant)))
    const tries = await Promise.allSettled(ids.map((id) => enable(access, id)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(10 - present)
    expect(await enabledConnectionIds(tenant, organization)).toHaveLength(10)
  })

  it('is refused for unknown connections and for another tenant’s', async () => {
    const organization = await newOrganization()
    const access = await accessAt(organization)
    const foreign = await createProvider(await createTestTenant())
    for (const id of [newId('connection'), foreign, '']) {
      expect(await refusalCode(enable(access, id))).toBe('not_found')
    }
  })
})

describe('a company’s own provider', () => {
  const options = { domains: ['their.test', 'their.example'] }

  it('is offered to the organization that has verified one of its domains, and to no other', async () => {
    const [organization, id] = await Promise.all([
      newOrganization(),
      createProvider(tenant, { strategy: 'oidc', options }),
    ])
    const access = await accessAt(organization)
    const row = { organizationId: organization.id, domain: 'their.example', verification: 'x' }
    const domainId = newId('discoveryDomain')
    await tenant.write((tx) => tx.discoveryDomain.create({ data: { ...row, id: domainId } }))
    expect(await refusalCode(enable(access, id))).toBe('not_found')
    await tenant.write((tx) =>
      tx.discoveryDomain.updateMany({ where: { id: domainId }, data: { verifiedAt: new Date() } }),
    )
    await enable(access, id)
    expect(await enabledConnectionIds(tenant, organization)).toContain(id)
    expect(await refusalCode(enable(await accessAt(await newOrganization()), id))).toBe('not_found')
  })

  it('is enabled where its options say so, and a public provider is not where they say no', async () => {
    const access = await accessAt(await newOrganization())
    const [open, closed] = await Promise.all([
      createProvider(tenant, { strategy: 'oidc', options: { offeredToOrganizations: true } }),
      createProvider(tenant, { options: { offeredToOrganizations: false } }),
    ])
    await enable(access, open)
    expect(await refusalCode(enable(access, closed))).toBe('not_found')
  })

  it('is listed where the operator enabled it for the organization, which may disable it', async () => {
    const [organization, id] = await Promise.all([
      newOrganization(),
      createProvider(tenant, { strategy: 'oidc' }),
    ])
    await tenant.write((tx) =>
      tx.enabledConnection.create({ data: { organizationId: organization.id, connectionId: id } }),
    )
    const access = await accessAt(organization)
    const listed = (await listAvailableConnections(access)).find((connection) => connection.id === id)
    expect(listed).toMatchObject({ isOffered: false, enabled: { showAsButton: true } })
    await removeOrganizationConnection(access, { id })
    expect((await listAvailableConnections(access)).map((connection) => connection.id)).not.toContain(id)
  })
})

describe('disabling', () => {
  it('asks users who signed in with it to sign in again on the next request, here only', async () => {
    const [organization, other] = await Promise.all([newOrganization(), newOrganization()])
    const access = await accessAt(organization)
    await removeOrganizationConnection(access, { id: tenant.connection('password') })
    expect(await refusalCode(listAvailableConnections(access))).toBe('sign_in_again')
    await expect(accessAt(organization)).rejects.toThrow('connection')
    await listAvailableConnections(await accessAt(other))
    expect(await eventsAt(organization)).toEqual([
      { type: 'connection.disabled', targetId: tenant.connection('password') },
    ])
  })

  it('is refused for the last enabled one, in any order and at once', async () => {
    const organization = await newOrganization()
    const ids = await enabledConnectionIds(tenant, organization)
    const access = await accessAt(organization)
    const own = tenant.connection('password')
    for (const id of ids.filter((one) => one !== own)) await removeOrganizationConnection(access, { id })
    await expect(removeOrganizationConnection(access, { id: own })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('At least one sign-in method'),
    })
    expect(await enabledConnectionIds(tenant, organization)).toEqual([own])
    const second = await createProvider(tenant)
    await enable(access, second)
    const tries = await Promise.allSettled([
      removeOrganizationConnection(access, { id: own }),
      removeOrganizationConnection(access, { id: second }),
    ])
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await enabledConnectionIds(tenant, organization)).toHaveLength(1)
  })

  it('is refused for the last one on the sign-in page', async () => {
    const organization = await newOrganization()
    const own = tenant.connection('password')
    await tenant.write((tx) =>
      tx.enabledConnection.updateMany({
        where: { organizationId: organization.id, connectionId: { not: own } },
        data: { showAsButton: false },
      }),
    )
    expect(await refusalCode(removeOrganizationConnection(await accessAt(organization), { id: own }))).toBe(
      'conflict',
    )
  })

  it('is refused for what is not enabled here', async () => {
    const [organization, other, id] = await Promise.all([
      newOrganization(),
      newOrganization(),
      createProvider(tenant),
    ])
    await enable(await accessAt(other), id)
    const access = await accessAt(organization)
    for (const one of [id, newId('connection')]) {
      expect(await refusalCode(removeOrganizationConnection(access, { id: one }))).toBe('not_found')
    }
    expect(await enabledConnectionIds(tenant, other)).toContain(id)
  })
})

it('is not for members without the permission', async () => {
  const organization = await newOrganization()
  const viewer = await tenant.createUser()
  await tenant.addMember(organization, viewer, ['Viewer', 'Member'])
  for (const act of ['read', 'create', 'update', 'delete'] as const) {
    expect(await refusalCode(tenant.accessTo(organization, viewer, `${act}:organization_connections`))).toBe(
      'not_found',
    )
  }
})
