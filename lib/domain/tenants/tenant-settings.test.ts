import { beforeAll, describe, expect, it } from 'vitest'
import { makeHouse, type House, type Person } from '@/test/house'
import { eventsOf, operatorOf, portalOf, refusal } from '@/test/tenant-level'
import { createApi } from '../apis/create-api'
import { deleteApi } from '../apis/delete-api'
import { enterOrganization } from '../organizations/enter-organization'
import { givePermissions } from '../users/give-permissions'
import { getTenantSettings } from './get-tenant-settings'
import { saveTenantSettings } from './save-tenant-settings'
import type { TenantSettingsChange } from './read-tenant-settings'

let house: House
let operator: Person

beforeAll(async () => {
  house = await makeHouse()
  operator = await operatorOf(house)
})

async function save(wanted: TenantSettingsChange) {
  return saveTenantSettings(await house.tenantAccess(operator, 'update:tenant_settings'), wanted)
}
async function settings() {
  return getTenantSettings(await house.tenantAccess(operator, 'read:tenant_settings'))
}

const atFirst = {
  ...{ name: 'House', supportEmail: null, supportUrl: null, pictureUrl: null },
  ...{ defaultAudience: null, defaultRedirectionUri: null },
  inheritGlobalPermissionsInOrganizations: false,
  allowOrganizationNameInAuthenticationApi: false,
  sessionIdleMinutes: 480,
  sessionAbsoluteMinutes: 10_080,
  organizationsPerDay: 10,
}

describe('the settings of a tenant', () => {
  it('change one by one, with before and after in the event', async () => {
    expect(await settings()).toEqual(atFirst)
    const wanted = { allowOrganizationNameInAuthenticationApi: true, sessionIdleMinutes: 30 }
    expect(await save(wanted)).toEqual({ ...atFirst, ...wanted })
    expect(await settings()).toEqual({ ...atFirst, ...wanted })
    await save({ ...wanted, inheritGlobalPermissionsInOrganizations: undefined })
    expect(await eventsOf(house, 'tenant.settings_changed')).toMatchObject([
      {
        ...{ actorId: operator.id, targetId: house.tenantId },
        details: {
          before: { allowOrganizationNameInAuthenticationApi: false, sessionIdleMinutes: 480 },
          after: wanted,
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
    [{ supportUrl: 'http://house.test/help' }],
    [{ pictureUrl: 'javascript:alert(1)' }],
    [{ defaultRedirectionUri: 'http://house.test/login' }],
    [{ defaultAudience: 'https://nothing.house.test' }],
  ])('refuse %j', async (wanted) => {
    expect(await refusal(save({ allowOrganizationNameInAuthenticationApi: true, ...wanted }))).toBe('invalid')
    expect(await settings()).toEqual(atFirst)
  })

  it('name an API only while it is there', async () => {
    const identifier = 'https://rooms.house.test'
    const making = await house.tenantAccess(operator, 'create:resource_servers')
    const { id } = await createApi(making, { identifier, name: 'Rooms' })
    expect(await save({ defaultAudience: identifier })).toMatchObject({ defaultAudience: identifier })
    await deleteApi(await house.tenantAccess(operator, 'delete:resource_servers'), id)
    expect(await settings()).toEqual(atFirst)
    expect((await eventsOf(house, 'api.deleted')).at(-1)?.details).toMatchObject({ wasDefault: true })
  })

  it('take words and addresses, and let them go again', async () => {
    const said = {
      ...{ name: 'Haus', supportEmail: 'help@house.test', supportUrl: 'https://house.test/help' },
      ...{ pictureUrl: 'https://house.test/p.png', defaultRedirectionUri: 'http://localhost:4000/login' },
    }
    expect(await save(said)).toEqual({ ...atFirst, ...said })
    expect(await save(atFirst)).toEqual(atFirst)
  })

  it('let what is held at tenant level count in organizations, while that is on', async () => {
    const visitor = await house.person()
    const place = await house.organization()
    const apiId = await portalOf(house)
    const names = ['admin:organizations', 'read:organization_logs']
    await givePermissions(await house.tenantAccess(operator, 'update:users'), {
      userId: visitor.id,
      permissions: names.map((name) => ({ apiId, name })),
    })
    expect(await enterOrganization(visitor.self, place.slug)).toEqual({ refusal: 'unknown' })
    await save({ inheritGlobalPermissionsInOrganizations: true })
    const access = await house.accessTo(place, visitor, 'read:organization_logs')
    expect(access.held.has('read:organization_logs')).toBe(true)
    await save({ inheritGlobalPermissionsInOrganizations: false })
    expect(await enterOrganization(visitor.self, place.slug)).toEqual({ refusal: 'unknown' })
  })
})
