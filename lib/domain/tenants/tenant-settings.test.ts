import { beforeAll, describe, expect, it } from 'vitest'
import { type TestTenant, createTestTenant, type TestUser } from '@/test/fixtures/tenant'
import { eventsOf, createOperator, portalApiId, refusal } from '@/test/fixtures/operator'
import { createApi } from '../apis/create-api'
import { deleteApi } from '../apis/delete-api'
import { enterOrganization } from '../organizations/enter-organization'
import { addPermissionsTo } from '../apis/attached-permissions'
import { getTenantSettings, updateTenantSettings, type TenantSettingsChange } from './tenant-settings'

let tenant: TestTenant
let operator: TestUser

beforeAll(async () => {
  tenant = await createTestTenant()
  operator = await createOperator(tenant)
})

async function save(input: TenantSettingsChange) {
  return updateTenantSettings(await tenant.tenantAccess(operator, 'update:tenant_settings'), input)
}
async function settings() {
  return getTenantSettings(await tenant.tenantAccess(operator, 'read:tenant_settings'))
}

const atFirst = {
  name: 'House',
  supportEmail: null,
  supportUrl: null,
  pictureUrl: null,
  defaultAudience: null,
  defaultRedirectionUri: null,
  inheritGlobalPermissionsInOrganizations: false,
  allowOrganizationNameInAuthenticationApi: false,
  sessionIdleMinutes: 480,
  sessionAbsoluteMinutes: 10_080,
  organizationsPerDay: 10,
  refuseLeakedPasswords: false,
}

describe('the settings of a tenant', () => {
  it('change one by one, with before and after in the event', async () => {
    expect(await settings()).toEqual(atFirst)
    const input = { allowOrganizationNameInAuthenticationApi: true, sessionIdleMinutes: 30 }
    expect(await save(input)).toEqual({ ...atFirst, ...input })
    expect(await settings()).toEqual({ ...atFirst, ...input })
    await save({ ...input, inheritGlobalPermissionsInOrganizations: undefined })
    expect(await eventsOf(tenant, 'tenant.settings_changed')).toMatchObject([
      {
        actorId: operator.id,
        targetId: tenant.tenantId,
        details: {
          before: { allowOrganizationNameInAuthenticationApi: false, sessionIdleMinutes: 480 },
          after: input,
        },
      },
    ])
    await save(atFirst)
  })

  it.each([
    [{ sessionIdleMinutes: 0 }],
    [{ sessionIdleMinutes: 1.5 }],
    [{ sessionAbsoluteMinutes: 525_601 }],
    [{ organizationsPerDay: 0 }],
    [{ organizationsPerDay: 2.5 }],
    [{ organizationsPerDay: 10_001 }],
    [{ sessionAbsoluteMinutes: 479 }],
    [{ sessionIdleMinutes: 10_081 }],
    [{ name: '<House>' }],
    [{ supportEmail: 'nobody' }],
    [{ supportUrl: 'http://tenant.test/help' }],
    [{ pictureUrl: 'javascript:alert(1)' }],
    [{ defaultRedirectionUri: 'http://tenant.test/login' }],
    [{ defaultAudience: 'https://nothing.tenant.test' }],
  ])('reject %j', async (input) => {
    expect(await refusal(save({ allowOrganizationNameInAuthenticationApi: true, ...input }))).toBe('invalid')
    expect(await settings()).toEqual(atFirst)
  })

  it('name a default API only while it exists', async () => {
    const identifier = 'https://rooms.tenant.test'
    const creating = await tenant.tenantAccess(operator, 'create:resource_servers')
    const { id } = await createApi(creating, { identifier, name: 'Rooms' })
    expect(await save({ defaultAudience: identifier })).toMatchObject({ defaultAudience: identifier })
    await deleteApi(await tenant.tenantAccess(operator, 'delete:resource_servers'), id)
    expect(await settings()).toEqual(atFirst)
    expect((await eventsOf(tenant, 'api.deleted')).at(-1)?.details).toMatchObject({ wasDefault: true })
  })

  it('can be set and cleared again', async () => {
    const given = {
      name: 'Haus',
      supportEmail: 'help@tenant.test',
      supportUrl: 'https://tenant.test/help',
      pictureUrl: 'https://tenant.test/p.png',
      defaultRedirectionUri: 'http://localhost:4000/login',
      refuseLeakedPasswords: true,
    }
    expect(await save(given)).toEqual({ ...atFirst, ...given })
    expect(await save(atFirst)).toEqual(atFirst)
  })

  it('let tenant-level permissions count in organizations only while that is on', async () => {
    const visitor = await tenant.createUser()
    const organization = await tenant.createOrganization()
    const apiId = await portalApiId(tenant)
    const names = ['admin:organizations', 'read:organization_logs']
    await addPermissionsTo(await tenant.tenantAccess(operator, 'update:users'), 'user', {
      id: visitor.id,
      permissions: names.map((name) => ({ apiId, name })),
    })
    expect(await enterOrganization(visitor.self, organization.slug)).toEqual({ refusal: 'unknown' })
    await save({ inheritGlobalPermissionsInOrganizations: true })
    const access = await tenant.accessTo(organization, visitor, 'read:organization_logs')
    expect(access.permissions.has('read:organization_logs')).toBe(true)
    await save({ inheritGlobalPermissionsInOrganizations: false })
    expect(await enterOrganization(visitor.self, organization.slug)).toEqual({ refusal: 'unknown' })
  })
})
