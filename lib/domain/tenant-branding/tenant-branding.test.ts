import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { makeHouse, type House, type Person } from '@/test/house'
import { eventsOf, operatorOf, refusal } from '@/test/tenant-level'
import { changeTheme } from './change-theme'
import { createTheme } from './create-theme'
import { deleteTheme } from './delete-theme'
import { findTenantLook } from './find-tenant-look'
import { getTenantBranding } from './get-tenant-branding'
import { getTheme } from './get-theme'
import { saveTenantBranding, type TenantBrandingChange } from './save-tenant-branding'

let house: House
let operator: Person

beforeAll(async () => {
  house = await makeHouse()
  operator = await operatorOf(house)
})
afterAll(disconnect)

async function save(wanted: TenantBrandingChange) {
  return saveTenantBranding(await house.tenantAccess(operator, 'update:branding'), wanted)
}
async function branding() {
  return getTenantBranding(await house.tenantAccess(operator, 'read:branding'))
}
function look() {
  return findTenantLook({ kind: 'public', tenantId: house.tenantId, subject: '' })
}

const plain = { primaryColor: null, background: {}, faviconUrl: null, logoUrl: null, fontUrl: null }

describe('the look of a tenant', () => {
  it('is the house’s at first, and changes one by one, with before and after in the event', async () => {
    expect(await branding()).toEqual(plain)
    const logoUrl = 'https://house.test/logo.png'
    expect(await save({ primaryColor: '#0059d6', logoUrl })).toEqual({
      ...plain,
      primaryColor: '#0059d6',
      logoUrl,
    })
    const gradient = { start: '#ffffff', end: '#000000', angle: 35 }
    await save({ background: gradient, logoUrl: null })
    await save({ background: { ...gradient } })
    expect(await branding()).toEqual({ ...plain, primaryColor: '#0059d6', background: gradient })
    expect((await eventsOf(house, 'tenant.branding_changed')).map(({ details }) => details)).toEqual([
      { before: { primaryColor: null, logoUrl: null }, after: { primaryColor: '#0059d6', logoUrl } },
      { before: { background: {}, logoUrl }, after: { background: gradient, logoUrl: null } },
    ])
    await save(plain)
  })

  it('shows on pages as far as it can be read', async () => {
    expect(await look()).toEqual({ primaryColor: null, backgroundColor: null })
    await save({ primaryColor: '#0059D6', background: { solid: '#eef' } })
    expect(await look()).toEqual({ primaryColor: '#0059d6', backgroundColor: '#eeeeff' })
    await save({ background: { solid: '#000000' } })
    const { primaryColor: primary } = await look()
    expect(primary).not.toBe('#0059d6')
    await save({ primaryColor: 'red', background: { start: '#ffffff', end: '#000000', angle: 0 } })
    expect(await look()).toEqual({ primaryColor: null, backgroundColor: null })
  })
})

describe('a theme', () => {
  it('is one alone: kept, changed as a whole, and taken away', async () => {
    const changing = await house.tenantAccess(operator, 'update:branding')
    const reading = await house.tenantAccess(operator, 'read:branding')
    expect(await refusal(getTheme(reading))).toBe('not_found')
    const { id, sections } = await createTheme(changing, { widget: { logo_height: 52 } })
    expect(await refusal(createTheme(changing, {}))).toBe('conflict')
    expect(await getTheme(reading)).toEqual({ id, sections })
    const changed = { id, sections: { widget: { logo_height: 10 } } }
    await changeTheme(changing, changed)
    await changeTheme(changing, changed)
    expect(await getTheme(reading, id)).toEqual(changed)
    expect(await refusal(changeTheme(changing, { ...changed, id: 'another' }))).toBe('not_found')
    const deleting = await house.tenantAccess(operator, 'delete:branding')
    expect(await refusal(deleteTheme(deleting, 'another'))).toBe('not_found')
    await deleteTheme(deleting, id)
    expect(await refusal(getTheme(reading, id))).toBe('not_found')
    expect(await eventsOf(house, 'tenant.theme_changed')).toHaveLength(1)
    expect(await eventsOf(house, 'tenant.theme_deleted')).toMatchObject([{ targetId: id }])
  })

  it('is one alone in a race', async () => {
    const changing = await house.tenantAccess(operator, 'update:branding')
    const outcomes = await Promise.allSettled([1, 2, 3].map((size) => createTheme(changing, { size })))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})
