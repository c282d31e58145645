import { expect, it, describe } from 'vitest'
import { findTenantActor } from '@/test/find-tenant-actor'
import { OwnConnections } from '@/test/fixtures/own-connections'
import { refusalCode } from '@/test/fixtures/signed-out'
import { authorize } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { read } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { createTestConnection } from '@/test/fixtures/provider-users'
import type { TestOrganization } from '@/test/fixtures/tenant'
import { addOrganizationConnection } from './add-organization-connection'
import { removeOrganizationConnection } from './remove-organization-connection'
import { listConnectionsWithUsage } from './connection-usage'
import { deleteConnection } from './delete-connection'
import { findProvider } from './find-provider'
import { createOrganization } from '../organizations/create-organization'
import { findNamedConnection, listDefaultConnections } from './queries'
import { listAvailableConnections } from './organization-connection'
import { getOwnConnection } from './own-connection'
import { updateConnection } from './update-connection'

const own = await OwnConnections.open()
const { tenant, operator, here, there, stranger } = own.fixture

function operatorAt(organization: TestOrganization) {
  return findTenantActor(operator.self).then((actor) => {
    if (!actor) throw new Error('The operator is not signed in.')
    return authorize(
      {
        ...actor,
        kind: 'organization' as const,
        organizationId: organization.id,
        isTenantLevel: true as const,
      },
      'create:organization_connections',
    )
  })
}

describe('another organization', () => {
  it('does not see it, and cannot enable, change or delete it', async () => {
    const { id } = await own.createEnabled()
    const foreign = await own.at(there, stranger)
    const seen = await listAvailableConnections(foreign)
    expect(seen.map((one) => one.id)).not.toContain(id)
    for (const attempt of [
      () => getOwnConnection(foreign, id),
      () => addOrganizationConnection(foreign, { id, ifPresent: 'enable' }),
      () => removeOrganizationConnection(foreign, { id }),
      () => updateConnection(foreign, { id, displayName: 'Taken' }),
      () => updateConnection(foreign, { id, clientSecret: 'another secret' }),
      () => deleteConnection(foreign, id),
    ])
      expect(await refusalCode(attempt())).toBe('not_found')
    expect(await getOwnConnection(await own.at(), id)).toMatchObject({
      displayName: 'Own login',
      isEnabled: true,
    })
  })

  it('cannot read or write it past the verbs', async () => {
    const { id } = await own.create()
    const foreign = await own.at(there, stranger)
    const past = <T>(work: (tx: Tx) => Promise<T>) => read(foreign, work)
    expect(await past((tx) => tx.connection.findMany({ where: { id } }))).toEqual([])
    expect(
      (await past((tx) => tx.connection.updateMany({ where: { id }, data: { displayName: 'Taken' } }))).count,
    ).toBe(0)
    expect((await past((tx) => tx.connection.deleteMany({ where: { id } }))).count).toBe(0)
    const data = { id: newId('connection'), name: 'planted', strategy: 'oidc', displayName: 'Planted' }
    for (const organizationId of [here.id, null])
      await expect(
        past((tx) => tx.connection.createMany({ data: { ...data, organizationId } })),
      ).rejects.toThrow(/row-level/)
    const enabling = past((tx) =>
      tx.enabledConnection.createMany({ data: { organizationId: there.id, connectionId: id } }),
    )
    await expect(enabling).rejects.toThrow(/row-level/)
  })

  it('does not get it from an operator either', async () => {
    const { id } = await own.create()
    const access = await operatorAt(there)
    expect(await refusalCode(addOrganizationConnection(access, { id, ifPresent: 'enable' }))).toBe(
      'not_found',
    )
    const enabling = tenant.write((tx) =>
      tx.enabledConnection.create({ data: { organizationId: there.id, connectionId: id } }),
    )
    await expect(enabling).rejects.toThrow(/row-level/)
  })

  it('does not begin with it', async () => {
    const { id: connectionId } = await own.create()
    const access = await tenant.tenantAccess(operator, 'create:organizations')
    const switches = { assignMembershipOnLogin: false, showAsButton: true, isSignupEnabled: false }
    const connections = [{ connectionId, ...switches }]
    const creating = createOrganization(access, { slug: 'begins-with-it', displayName: 'New', connections })
    expect(await refusalCode(creating)).toBe('invalid')
  })
})

describe('the tenant', () => {
  it('keeps its own connections from organizations', async () => {
    const { id: shared } = await createTestConnection(tenant)
    const access = await own.at()
    for (const attempt of [
      () => getOwnConnection(access, shared),
      () => updateConnection(access, { id: shared, displayName: 'Taken' }),
      () => deleteConnection(access, shared),
      () => updateConnection(access, { id: tenant.connection('password'), displayName: 'Taken' }),
      () => deleteConnection(access, tenant.connection('password')),
    ])
      expect(await refusalCode(attempt())).toBe('not_found')
  })

  it('names the owner, makes it no default, and may delete it', async () => {
    const { id } = await own.create()
    const access = await tenant.tenantAccess(
      operator,
      'read:connections',
      'update:connections',
      'delete:connections',
    )
    const { rows } = await listConnectionsWithUsage(access, { after: null, take: 50 })
    expect(rows.find((one) => one.id === id)?.owner).toEqual({ id: here.id, displayName: 'Here' })
    expect(rows.find((one) => one.id === tenant.connection('password'))?.owner).toBeNull()
    expect(await refusalCode(updateConnection(access, { id, isDefault: true }))).toBe('invalid')
    await deleteConnection(access, id)
    expect(await refusalCode(getOwnConnection(await own.at(), id))).toBe('not_found')
  })

  it('does not offer it on its own sign-in page, nor to applications outside of the organization', async () => {
    const { id, name } = await own.createEnabled()
    const { tenantId } = tenant
    const seenBy = async (subject: string, isReturning = false) =>
      (await findProvider({ kind: 'public', tenantId, subject }, id, { isReturning }))?.organizationId
    for (const isReturning of [false, true]) {
      expect(await seenBy('', isReturning)).toBeUndefined()
      expect(await seenBy(there.slug, isReturning)).toBeUndefined()
      expect(await seenBy(here.slug, isReturning)).toBe(here.id)
    }
    expect((await listDefaultConnections(tenantId)).map((one) => one.id)).not.toContain(id)
    for (const named of [name, id]) {
      expect(await findNamedConnection(tenantId, { name: named, organizationId: null })).toBeNull()
      expect(await findNamedConnection(tenantId, { name: named, organizationId: there.id })).toBeNull()
      expect(await findNamedConnection(tenantId, { name: named, organizationId: here.id })).toMatchObject({
        isOpen: true,
      })
    }
    await removeOrganizationConnection(await own.at(), { id })
    expect(await seenBy(here.slug, true)).toBeUndefined()
  })
})
