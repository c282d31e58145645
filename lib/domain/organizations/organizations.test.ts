import { describe, expect, it } from 'vitest'
import { freshSlug, startOrganizationsApi } from '@/test/fixtures/organizations-api'
import { deleteOrganization } from './delete-organization'
import { countSignedInMembers, endAllSessions } from './end-all-sessions'
import { enterOrganization } from './enter-organization'
import { getHome } from './get-home'
import { listRestorableOrganizations } from './get-organization'
import { listMyOrganizations } from './my-organizations'
import { restoreOrganization } from './restore-organization'
import { updateOrganization } from './update-organization'

const { tenant, ann, made } = await startOrganizationsApi()

describe('renaming', () => {
  it('writes before and after, and nothing when nothing changes', async () => {
    const organization = await made(ann, freshSlug(), 'Before')
    const access = await tenant.accessTo(organization, ann, 'update:organizations')
    await updateOrganization(access, { displayName: 'After' })
    await updateOrganization(access, { displayName: 'After' })
    const events = await tenant.read((tx) =>
      tx.auditEvent.findMany({ where: { organizationId: organization.id, type: 'organization.renamed' } }),
    )
    expect(events).toHaveLength(1)
    expect(events[0]?.details).toEqual({ before: { displayName: 'Before' }, after: { displayName: 'After' } })
  })
})

describe('changing the slug', () => {
  it('makes the old slug lead to the new one, and allows the old one to be taken back', async () => {
    const [old, next] = [freshSlug(), freshSlug()]
    const organization = await made(ann, old)
    const access = await tenant.accessTo(organization, ann, 'update:organizations')
    await updateOrganization(access, { slug: next })
    const entry = await enterOrganization(ann.self, old)
    expect(entry).toMatchObject({ refusal: null, organization: { slug: next } })
    await updateOrganization(access, { slug: old })
    expect(await enterOrganization(ann.self, next)).toMatchObject({ organization: { slug: old } })
  })

  it('refuses a slug that another holds, uses, or looks like', async () => {
    const [held, used] = [freshSlug(), freshSlug()]
    const other = await made(ann, held)
    await updateOrganization(await tenant.accessTo(other, ann, 'update:organizations'), { slug: used })
    const organization = await made(ann, freshSlug())
    const access = await tenant.accessTo(organization, ann, 'update:organizations')
    for (const slug of [held, used, used.replace('-', '')]) {
      await expect(updateOrganization(access, { slug })).rejects.toMatchObject({
        code: 'conflict',
        field: 'slug',
      })
    }
    await expect(made(ann, held)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is refused to a member who lost the permission meanwhile', async () => {
    const organization = await made(ann, freshSlug())
    const ben = await tenant.createUser()
    await tenant.addMember(organization, ben, ['Admin'])
    const access = await tenant.accessTo(organization, ben, 'update:organizations')
    await tenant.write((tx) => tx.memberRole.deleteMany({ where: { userId: ben.id } }))
    await expect(updateOrganization(access, { slug: freshSlug() })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('holds at most twenty slugs for an organization, however often its members change it', async () => {
    const first = freshSlug()
    const organization = await made(ann, first)
    const access = await tenant.accessTo(organization, ann, 'update:organizations')
    for (let times = 0; times < 20; times++) await updateOrganization(access, { slug: freshSlug() })
    await expect(updateOrganization(access, { slug: freshSlug() })).rejects.toMatchObject({
      code: 'conflict',
      field: 'slug',
    })
    await updateOrganization(access, { slug: first })
  })

  it('gives one slug to one of two who change to it at once', async () => {
    const organizations = await Promise.all([made(ann, freshSlug()), made(ann, freshSlug())])
    const input = freshSlug()
    const outcomes = await Promise.allSettled(
      organizations.map(async (organization) =>
        updateOrganization(await tenant.accessTo(organization, ann, 'update:organizations'), { slug: input }),
      ),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('deleting', () => {
  it('asks for the slug', async () => {
    const organization = await made(ann, freshSlug())
    const access = await tenant.accessTo(organization, ann, 'delete:organizations')
    await expect(deleteOrganization(access, { confirmation: 'something-else' })).rejects.toMatchObject({
      code: 'invalid',
      field: 'confirmation',
    })
    expect((await enterOrganization(ann.self, organization.slug)).refusal).toBeNull()
  })

  it('ends everyone’s access, holds the slug, and is undone by an owner alone', async () => {
    const organization = await made(ann, freshSlug(), 'Gone Soon')
    const ben = await tenant.createUser()
    await tenant.addMember(organization, ben, ['Admin'])
    const before = await tenant.accessTo(organization, ben, 'read:organization_members')
    await deleteOrganization(await tenant.accessTo(organization, ann, 'delete:organizations'), {
      confirmation: ` ${organization.slug.toUpperCase()}`,
    })
    expect(await enterOrganization(ben.self, organization.slug)).toEqual({ refusal: 'unknown' })
    await expect(getHome(before)).rejects.toMatchObject({ code: 'not_found' })
    await expect(made(ben, organization.slug)).rejects.toMatchObject({ code: 'conflict' })
    expect((await listMyOrganizations(ben.self)).organizations).toEqual([])

    expect(await listRestorableOrganizations(ben.self)).toEqual([])
    await expect(restoreOrganization(ben.self, organization.id)).rejects.toMatchObject({ code: 'not_found' })
    const [restorable] = await listRestorableOrganizations(ann.self)
    expect(restorable).toMatchObject({
      id: organization.id,
      slug: organization.slug,
      displayName: 'Gone Soon',
    })
    expect(await restoreOrganization(ann.self, organization.id)).toEqual({ slug: organization.slug })
    expect((await enterOrganization(ben.self, organization.slug)).refusal).toBeNull()
    await expect(restoreOrganization(ann.self, organization.id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is final after 30 days, and the slug made again inherits nothing', async () => {
    const organization = await made(ann, freshSlug(), 'Old')
    const ben = await tenant.createUser()
    await tenant.addMember(organization, ben, ['Owner'])
    await deleteOrganization(await tenant.accessTo(organization, ann, 'delete:organizations'), {
      confirmation: organization.slug,
    })
    await tenant.write(async (tx) => {
      const past = { deletedAt: new Date(Date.now() - 31 * 86_400_000) }
      await tx.organization.updateMany({ where: { id: organization.id }, data: past })
      const over = { heldUntil: new Date(Date.now() - 86_400_000) }
      await tx.organizationSlug.updateMany({ where: { organizationId: organization.id }, data: over })
    })
    await expect(restoreOrganization(ann.self, organization.id)).rejects.toMatchObject({ code: 'not_found' })
    const cai = await tenant.createUser()
    const again = await made(cai, organization.slug, 'New')
    expect(again.id).not.toBe(organization.id)
    expect(await enterOrganization(ben.self, organization.slug)).toEqual({ refusal: 'unknown' })
    expect(await enterOrganization(ann.self, organization.slug)).toEqual({ refusal: 'unknown' })
    const home = await getHome(await tenant.accessTo(again, cai))
    expect(home.owners.map(({ email }) => email)).toEqual([cai.email])
  })
})

describe('ending all sessions', () => {
  it('asks everyone to sign in again here, and only here', async () => {
    const here = await made(ann, freshSlug())
    const elsewhere = await made(ann, freshSlug())
    const access = await tenant.accessTo(here, ann, 'update:organization_security')
    expect(await countSignedInMembers(access)).toMatchObject({ recent: 1, members: 1, days: 7 })
    await endAllSessions(access)
    expect(await enterOrganization(ann.self, here.slug)).toMatchObject({ refusal: 'connection' })
    expect((await enterOrganization(ann.self, elsewhere.slug)).refusal).toBeNull()
  })
})

describe('my organizations', () => {
  it('are only the user’s own, the last used first, with the user’s roles', async () => {
    const dot = await tenant.createUser()
    const one = await made(dot, freshSlug(), 'One')
    const two = await made(dot, freshSlug(), 'Two')
    const foreign = await made(ann, freshSlug(), 'Foreign')
    await tenant.addMember(foreign, dot, ['Viewer', 'Member'])
    const { organizations, more } = await listMyOrganizations(dot.self)
    expect(more).toBe(false)
    expect(new Set(organizations.map(({ id }) => id))).toEqual(new Set([one.id, two.id, foreign.id]))
    expect(organizations.filter(({ id }) => id !== foreign.id).map(({ id }) => id)).toEqual([two.id, one.id])
    expect(organizations.find(({ id }) => id === foreign.id)?.roles).toEqual(['Member', 'Viewer'])
  })
})
