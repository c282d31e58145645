import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { OrganizationAccess } from '@/lib/access'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { updateOrganization } from '../organizations/update-organization'
import { brandDetailsOf } from './brand-details'
import { findImage } from './pictures'
import type { BrandingInput } from './replace-branding'

let tenant: TestTenant
let owner: TestUser
let organization: TestOrganization
let access: OrganizationAccess<'update:organizations'>

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser()
  organization = await tenant.createOrganization({ owner })
  access = await tenant.accessTo(organization, owner, 'update:organizations')
})

function picture(): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 20, channels: 3, background: '#335599' } })
    .jpeg()
    .toBuffer()
}

function save(branding: BrandingInput): Promise<unknown> {
  return updateOrganization(access, { branding })
}

function now() {
  return tenant.read((tx) =>
    tx.organization.findFirstOrThrow({
      where: { id: organization.id },
      select: { primaryColor: true, backgroundColor: true, logoId: true },
    }),
  )
}

function detailsNow() {
  return tenant.read((tx) =>
    tx.organization.findFirstOrThrow({ where: { id: organization.id }, select: { brandDetails: true } }),
  )
}

describe('branding', () => {
  it('saves colors and a redrawn logo, and records one event', async () => {
    const input = { primaryColor: '#1d4ed8', backgroundColor: '#f8fafc', logo: await picture() }
    await save(input)
    await save({ ...input, logo: 'keep' })
    const { logoId, ...colors } = await now()
    expect(colors).toEqual({ primaryColor: '#1d4ed8', backgroundColor: '#f8fafc' })
    const image = await findImage(tenant.tenantId, logoId ?? '')
    expect(image?.mediaType).toBe('image/png')
    const events = await tenant.read((tx) =>
      tx.auditEvent.count({
        where: { organizationId: organization.id, type: 'organization.branding_changed' },
      }),
    )
    expect(events).toBe(1)
  })

  it('gives a new picture a new address, and keeps the old one for the versions that show it', async () => {
    const { logoId: old } = await now()
    await save({ primaryColor: null, backgroundColor: null, logo: await picture() })
    const { logoId } = await now()
    expect(logoId).not.toBe(old)
    expect(await findImage(tenant.tenantId, old ?? '')).not.toBeNull()
    await save({ primaryColor: null, backgroundColor: null, logo: 'remove' })
    expect(await now()).toEqual({ primaryColor: null, backgroundColor: null, logoId: null })
  })

  it('leaves a color that is not given as it is', async () => {
    await save({ primaryColor: '#112233', backgroundColor: '#ffeedd', logo: 'keep' })
    await save({ logo: 'remove' })
    await save({ backgroundColor: null, logo: 'keep' })
    expect(await now()).toMatchObject({ primaryColor: '#112233', backgroundColor: null })
  })

  it('accepts a color that is hard to see on white: its label and its edge can be seen', async () => {
    await save({ primaryColor: '#f5d90a', backgroundColor: '#ffffff', logo: 'keep' })
    expect(await now()).toMatchObject({ primaryColor: '#f5d90a', backgroundColor: '#ffffff' })
  })

  it('saves the other pictures, texts and links, and keeps them when only the rest is replaced', async () => {
    const texts = {
      headline: 'Welcome back',
      support: 'help@acme.test',
      termsUrl: 'https://acme.test/terms',
      privacyUrl: null,
    }
    const colors = { primaryColor: null, backgroundColor: null }
    const square = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#335599' } })
      .png()
      .toBuffer()
    const logo = await picture()
    await save({ ...colors, logo, details: { ...texts, darkLogo: await picture(), icon: square } })
    await save({ ...colors, logo: 'remove' })
    const { brandDetails } = await detailsNow()
    const { darkLogoId, iconId, ...savedTexts } = brandDetailsOf(brandDetails)
    expect(savedTexts).toEqual(texts)
    expect(await findImage(tenant.tenantId, darkLogoId ?? '')).not.toBeNull()
    expect(await findImage(tenant.tenantId, iconId ?? '')).not.toBeNull()
    const [newest] = await tenant.read((tx) =>
      tx.auditEvent.findMany({
        where: { organizationId: organization.id, details: { path: ['fields'], array_contains: 'headline' } },
      }),
    )
    expect(JSON.stringify(newest?.details)).not.toMatch(/Welcome|help@/)
    await save({ ...colors, logo: 'keep', details: { ...texts, darkLogo: 'remove', icon: 'keep' } })
    expect(brandDetailsOf((await detailsNow()).brandDetails)).toMatchObject({ darkLogoId: null, iconId })
  })

  it('refuses an icon that is not square', async () => {
    const before = await detailsNow()
    const details = { headline: null, support: null, termsUrl: null, privacyUrl: null }
    const refused = save({
      primaryColor: null,
      backgroundColor: null,
      logo: 'keep',
      details: { ...details, darkLogo: 'keep', icon: await picture() },
    })
    await expect(refused).rejects.toMatchObject({
      code: 'invalid',
      field: 'icon',
      message: expect.stringMatching(/square/),
    })
    expect(await detailsNow()).toEqual(before)
  })

  it('changes nothing when the logo is not a picture', async () => {
    const before = await now()
    const svg = new TextEncoder().encode(
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    )
    const refused = save({ primaryColor: '#1d4ed8', backgroundColor: null, logo: svg })
    await expect(refused).rejects.toMatchObject({ code: 'invalid', field: 'logo' })
    expect(await now()).toEqual(before)
  })

  it('shows a logo to its own tenant alone', async () => {
    await save({ primaryColor: null, backgroundColor: null, logo: await picture() })
    const { logoId } = await now()
    const other = await createTestTenant()
    expect(await findImage(other.tenantId, logoId ?? '')).toBeNull()
    expect(await findImage(tenant.tenantId, logoId ?? '')).not.toBeNull()
  })
})
