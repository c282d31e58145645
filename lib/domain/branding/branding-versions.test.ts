import sharp from 'sharp'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OrganizationAccess } from '@/lib/access'
import {
  createTestTenant,
  type TestOrganization,
  type TestTenant,
  type TestUser,
} from '@/test/fixtures/tenant'
import { updateOrganization } from '../organizations/update-organization'
import { findSignInPage } from '../users/find-sign-in-page'
import { discardBrandingDraft, saveBrandingDraft } from './branding-draft'
import { getBranding } from './get-branding'
import { findImage } from './pictures'
import type { BrandingInput } from './replace-branding'
import { restoreBranding } from './restore-branding'

let tenant: TestTenant
let owner: TestUser
let organization: TestOrganization
let access: OrganizationAccess<'update:organizations'>
let logo: Buffer

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser()
  logo = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#335599' } })
    .png()
    .toBuffer()
})
beforeEach(async () => {
  organization = await tenant.createOrganization({ owner })
  access = await tenant.accessTo(organization, owner, 'update:organizations')
})

function input(primaryColor: string | null, given: Partial<BrandingInput> = {}): BrandingInput {
  return { primaryColor, backgroundColor: null, logo: 'keep', fromDraft: true, ...given }
}

function publish(primaryColor: string | null, given: Partial<BrandingInput> = {}): Promise<unknown> {
  return updateOrganization(access, { branding: input(primaryColor, given) })
}

function shown() {
  return findSignInPage({ kind: 'public', tenantId: tenant.tenantId, subject: organization.slug })
}

async function exists(id: string | null | undefined): Promise<boolean> {
  return (await findImage(tenant.tenantId, id ?? '')) !== null
}

describe('publishing', () => {
  it('adds a version with who published it, and none where nothing changed', async () => {
    await publish('#111111')
    await publish('#111111')
    await publish('#222222')
    const { versions } = await getBranding(access)
    expect(versions).toMatchObject([
      { number: 2, publishedBy: owner.name },
      { number: 1, publishedBy: owner.name },
    ])
  })

  it('adds the branding from before the first version, too', async () => {
    await tenant.write((tx) =>
      tx.organization.updateMany({ where: { id: organization.id }, data: { primaryColor: '#abcdef' } }),
    )
    await publish('#222222')
    expect((await getBranding(access)).versions.map(({ publishedBy }) => publishedBy)).toEqual([
      owner.name,
      null,
    ])
    await restoreBranding(access, 1)
    expect(await shown()).toMatchObject({ primaryColor: '#abcdef' })
  })
})

describe('restoring', () => {
  it('publishes a version again, with its picture, as a new version', async () => {
    await publish('#111111', { logo })
    const first = await shown()
    await publish('#222222', { logo: 'remove' })
    expect(await exists(first?.logoId)).toBe(true)
    await restoreBranding(access, 1)
    expect(await shown()).toMatchObject({ primaryColor: '#111111', logoId: first?.logoId })
    expect((await getBranding(access)).versions.map(({ number }) => number)).toEqual([3, 2, 1])
  })

  it('goes back ten versions, and deletes the pictures of older ones', async () => {
    await publish('#000000', { logo })
    const oldest = await shown()
    await publish('#000001', { logo: 'remove' })
    for (let n = 2; n < 10; n++) await publish(`#00000${n}`)
    expect(await exists(oldest?.logoId)).toBe(true)
    await publish('#000010')
    expect(await exists(oldest?.logoId)).toBe(false)
    expect((await getBranding(access)).versions).toHaveLength(10)
    await expect(restoreBranding(access, 1)).rejects.toMatchObject({ code: 'not_found' })
    await restoreBranding(access, 2)
    expect(await shown()).toMatchObject({ primaryColor: '#000001', logoId: null })
  })

  it('knows only the organization’s own versions', async () => {
    await publish('#111111')
    const another = await tenant.createOrganization({ owner })
    const theirs = await tenant.accessTo(another, owner, 'update:organizations')
    await expect(restoreBranding(theirs, 1)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a draft', () => {
  it('is shown on the branding page alone, until it is published', async () => {
    await publish('#111111')
    await saveBrandingDraft(access, input('#222222', { logo }))
    const { branding, isDraft } = await getBranding(access)
    expect([isDraft, branding.primaryColor, await exists(branding.logoId)]).toEqual([true, '#222222', true])
    expect(await shown()).toMatchObject({ primaryColor: '#111111', logoId: null })
    await saveBrandingDraft(access, input('#333333'))
    await publish('#333333')
    expect(await shown()).toMatchObject({ primaryColor: '#333333', logoId: branding.logoId })
    expect((await getBranding(access)).isDraft).toBe(false)
  })

  it('stays when an application changes the published branding', async () => {
    await saveBrandingDraft(access, input('#222222', { logo }))
    await publish('#333333', { fromDraft: false })
    const { branding, isDraft } = await getBranding(access)
    expect([isDraft, branding.primaryColor, await exists(branding.logoId)]).toEqual([true, '#222222', true])
    expect(await shown()).toMatchObject({ primaryColor: '#333333', logoId: null })
  })

  it('is discarded with its pictures', async () => {
    await publish('#111111', { logo })
    await saveBrandingDraft(access, input('#222222', { logo }))
    const { branding } = await getBranding(access)
    await discardBrandingDraft(access)
    await discardBrandingDraft(access)
    expect(await exists(branding.logoId)).toBe(false)
    expect(await exists((await shown())?.logoId)).toBe(true)
    const types = await tenant.read((tx) =>
      tx.auditEvent.findMany({ where: { organizationId: organization.id }, select: { type: true } }),
    )
    const discarded = types.filter(({ type }) => type === 'organization.branding_draft_discarded')
    expect(discarded).toHaveLength(1)
  })
})
