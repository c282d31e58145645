import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OrganizationAccess } from '@/lib/access'
import { disconnect } from '@/lib/db/prisma'
import { makeHouse, type House, type Person, type Place } from '@/test/house'
import { findImage } from './find-image'
import { saveBranding } from './save-branding'

let house: House
let owner: Person
let place: Place
let access: OrganizationAccess<'update:organizations'>

beforeAll(async () => {
  house = await makeHouse()
  owner = await house.person()
  place = await house.organization({ owner })
  access = await house.accessTo(place, owner, 'update:organizations')
})
afterAll(disconnect)

function picture(): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 20, channels: 3, background: '#335599' } })
    .jpeg()
    .toBuffer()
}

function now() {
  return house.look((tx) =>
    tx.organization.findFirstOrThrow({
      where: { id: place.id },
      select: { primaryColor: true, backgroundColor: true, logoId: true },
    }),
  )
}

describe('branding', () => {
  it('saves colours and a redrawn logo, and records one event', async () => {
    const wanted = { primaryColor: '#1d4ed8', backgroundColor: '#f8fafc', logo: await picture() }
    await saveBranding(access, wanted)
    await saveBranding(access, { ...wanted, logo: 'keep' })
    const { logoId, ...colours } = await now()
    expect(colours).toEqual({ primaryColor: '#1d4ed8', backgroundColor: '#f8fafc' })
    const image = await findImage(house.tenantId, logoId ?? '')
    expect(image?.mediaType).toBe('image/png')
    const events = await house.look((tx) =>
      tx.auditEvent.count({ where: { organizationId: place.id, type: 'organization.branding_changed' } }),
    )
    expect(events).toBe(1)
  })

  it('gives a new picture a new address and lets the old one go', async () => {
    const { logoId: old } = await now()
    await saveBranding(access, { primaryColor: null, backgroundColor: null, logo: await picture() })
    const { logoId } = await now()
    expect(logoId).not.toBe(old)
    expect(await findImage(house.tenantId, old ?? '')).toBeNull()
    await saveBranding(access, { primaryColor: null, backgroundColor: null, logo: 'remove' })
    expect(await now()).toEqual({ primaryColor: null, backgroundColor: null, logoId: null })
    expect(await findImage(house.tenantId, logoId ?? '')).toBeNull()
  })

  it('changes nothing when a colour cannot be read, and names the nearest that can', async () => {
    const before = await now()
    const refused = saveBranding(access, {
      primaryColor: '#ffff00',
      backgroundColor: '#ffffff',
      logo: await picture(),
    })
    await expect(refused).rejects.toMatchObject({ code: 'invalid', field: 'primary_color' })
    await expect(refused).rejects.toThrow(/nearest that passes is #[0-9a-f]{6}/)
    expect(await now()).toEqual(before)
  })

  it('changes nothing when the logo is not a picture', async () => {
    const before = await now()
    const svg = new TextEncoder().encode(
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    )
    const refused = saveBranding(access, { primaryColor: '#1d4ed8', backgroundColor: null, logo: svg })
    await expect(refused).rejects.toMatchObject({ code: 'invalid', field: 'logo' })
    expect(await now()).toEqual(before)
  })

  it('shows a logo to its own tenant alone', async () => {
    await saveBranding(access, { primaryColor: null, backgroundColor: null, logo: await picture() })
    const { logoId } = await now()
    const other = await makeHouse()
    expect(await findImage(other.tenantId, logoId ?? '')).toBeNull()
    expect(await findImage(house.tenantId, logoId ?? '')).not.toBeNull()
  })
})
