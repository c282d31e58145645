import { beforeAll, describe, expect, it } from 'vitest'
import type { AnyAccess, OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import {
  createTestTenant,
  type TestOrganization,
  type TestTenant,
  type TestUser,
} from '@/test/fixtures/tenant'
import { mayJoinOnLogin } from '../members/join-on-login'
import { enterOrganization } from '../organizations/enter-organization'
import { findSignInPage } from '../users/find-sign-in-page'
import { addOrganizationConnection } from './add-organization-connection'
import { findNamedConnection } from './queries'
import { getEnabledConnection } from './organization-connection'
import { updateOrganizationConnection } from './update-organization-connection'

type Access = OrganizationAccess<
  'read:organization_connections' | 'create:organization_connections' | 'update:organization_connections'
>

let tenant: TestTenant
let owner: TestUser
let organization: TestOrganization
let access: Access
let id: string

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser({ password: 'correct horse battery' })
  organization = await tenant.createOrganization({ owner })
  access = await tenant.accessTo(
    organization,
    owner,
    'read:organization_connections',
    'create:organization_connections',
    'update:organization_connections',
    'delete:organization_connections',
  )
  id = tenant.connection('email')
  await tenant.write((tx) =>
    tx.enabledConnection.deleteMany({
      where: { organizationId: organization.id, connectionId: tenant.connection('passkey') },
    }),
  )
})

function disable(): Promise<unknown> {
  return updateOrganizationConnection(access, {
    id,
    includeDisabled: true,
    isEnabled: false,
    assignMembershipOnLogin: true,
  })
}

describe('a disabled connection', () => {
  it('is not on the sign-in page, and an application cannot ask for it', async () => {
    await disable()
    const { tenantId } = tenant
    const page = await findSignInPage({ kind: 'public', tenantId, subject: organization.slug })
    expect(page?.connections.map((connection) => connection.id)).toEqual([tenant.connection('password')])
    const named = { name: id, organizationId: organization.id }
    expect(await findNamedConnection(tenantId, named)).toMatchObject({ isOpen: false })
  })

  it('counts neither as another way to sign in nor as one that makes members', async () => {
    await addOrganizationConnection(access, { id, ifPresent: 'enable' })
    expect(await getEnabledConnection(access, tenant.connection('password'))).toMatchObject({ stranded: 0 })
    await disable()
    expect(await getEnabledConnection(access, tenant.connection('password'))).toMatchObject({ stranded: 1 })
    const newcomer = await tenant.createUser()
    const joining = { organizationId: organization.id, userId: newcomer.id }
    expect(await mayJoinOnLogin(tenant.tenantId, joining)).toBe(false)
  })

  it('is visible only to the organization and the tenant', async () => {
    await disable()
    const count = (by: AnyAccess) =>
      read(by, (tx) =>
        tx.enabledConnection.count({ where: { organizationId: organization.id, isEnabled: false } }),
      )
    const { tenantId } = tenant
    expect(await count(access)).toBe(1)
    expect(await count(owner.self)).toBe(0)
    expect(await count({ kind: 'public', tenantId, subject: organization.slug })).toBe(0)
  })

  it('asks those who signed in by it to sign in again, until it is enabled with its settings', async () => {
    await addOrganizationConnection(access, { id, ifPresent: 'enable' })
    const member = await tenant.createUser()
    await tenant.addMember(organization, member)
    await tenant.write((tx) =>
      tx.session.updateMany({ where: { id: member.sessionId }, data: { connectionId: id } }),
    )
    expect(await enterOrganization(member.self, organization.slug)).toMatchObject({ refusal: null })
    await disable()
    expect(await enterOrganization(member.self, organization.slug)).toMatchObject({ refusal: 'connection' })
    const enabled = await addOrganizationConnection(access, { id, ifPresent: 'enable' })
    expect(enabled).toMatchObject({ isEnabled: true, assignMembershipOnLogin: true })
    expect(await enterOrganization(member.self, organization.slug)).toMatchObject({ refusal: null })
  })
})
