import { beforeAll, describe, expect, it } from 'vitest'
import { type TestTenant, createTestTenant, type TestUser } from '@/test/fixtures/tenant'
import { eventsOf, createOperator, refusal } from '@/test/fixtures/operator'
import { listTenants } from '../tenants/list-tenants'
import { getTenantBranding, updateTenantBranding, type TenantBrandingUpdate } from './tenant-branding'
import { updateTheme, createTheme, deleteTheme, getTheme } from './themes'

let tenant: TestTenant
let operator: TestUser

beforeAll(async () => {
  tenant = await createTestTenant()
  operator = await createOperator(tenant)
})

async function save(input: TenantBrandingUpdate) {
  return updateTenantBranding(await tenant.tenantAccess(operator, 'update:branding'), input)
}
async function branding() {
  return getTenantBranding(await tenant.tenantAccess(operator, 'read:branding'))
}
async function colors() {
  const listed = (await listTenants()).find(({ id }) => id === tenant.tenantId)
  return listed && { primaryColor: listed.primaryColor, backgroundColor: listed.backgroundColor }
}

const plain = { primaryColor: null, background: {}, faviconUrl: null, logoUrl: null, fontUrl: null }

describe('the branding of a tenant', () => {
  it('has Foyer’s values at first, and changes one property at a time, with before and after in the event', async () => {
    expect(await branding()).toEqual(plain)
    const logoUrl = 'https://tenant.test/logo.png'
    expect(await save({ primaryColor: '#0059d6', logoUrl })).toEqual({
      ...plain,
      primaryColor: '#0059d6',
      logoUrl,
    })
    const gradient = { start: '#ffffff', end: '#000000', angle: 35 }
    await save({ background: gradient, logoUrl: null })
    await save({ background: { ...gradient } })
    expect(await branding()).toEqual({ ...plain, primaryColor: '#0059d6', background: gradient })
    expect((await eventsOf(tenant, 'tenant.branding_changed')).map(({ details }) => details)).toEqual([
      { before: { primaryColor: null, logoUrl: null }, after: { primaryColor: '#0059d6', logoUrl } },
      { before: { background: {}, logoUrl }, after: { background: gradient, logoUrl: null } },
    ])
    await save(plain)
  })

  it('shows its colors on pages, without a gradient', async () => {
    expect(await colors()).toEqual({ primaryColor: null, backgroundColor: null })
    await save({ primaryColor: '#0059D6', background: { solid: '#eef' } })
    expect(await colors()).toEqual({ primaryColor: '#0059d6', backgroundColor: '#eeeeff' })
    await save({ primaryColor: 'red', background: { start: '#ffffff', end: '#000000', angle: 0 } })
    expect(await colors()).toEqual({ primaryColor: null, backgroundColor: null })
  })
})

describe('a theme', () => {
  it('exists once in a tenant, is replaced as a whole, and can be deleted', async () => {
    const [changing, reading] = await Promise.all([
      tenant.tenantAccess(operator, 'update:branding'),
      tenant.tenantAccess(operator, 'read:branding'),
    ])
    expect(await refusal(getTheme(reading))).toBe('not_found')
    const { id, sections } = await createTheme(changing, { widget: { logo_height: 52 } })
    expect(await refusal(createTheme(changing, {}))).toBe('conflict')
    expect(await getTheme(reading)).toEqual({ id, sections })
    const changed = { id, sections: { widget: { logo_height: 10 } } }
    await updateTheme(changing, changed)
    await updateTheme(changing, changed)
    expect(await getTheme(reading, id)).toEqual(changed)
    expect(await refusal(updateTheme(changing, { ...changed, id: 'another' }))).toBe('not_found')
    const deleting = await tenant.tenantAccess(operator, 'delete:branding')
    expect(await refusal(deleteTheme(deleting, 'another'))).toBe('not_found')
    await deleteTheme(deleting, id)
    expect(await refusal(getTheme(reading, id))).toBe('not_found')
    expect(await eventsOf(tenant, 'tenant.theme_changed')).toHaveLength(1)
    expect(await eventsOf(tenant, 'tenant.theme_deleted')).toMatchObject([{ targetId: id }])
  })

  it('is created once in a race', async () => {
    const changing = await tenant.tenantAccess(operator, 'update:branding')
    const outcomes = await Promise.allSettled([1, 2, 3].map((size) => createTheme(changing, { size })))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})
