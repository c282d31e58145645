import { afterAll, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { freshSlug, openOrganizationDesk } from '@/test/organization-desk'
import { changeOrganization } from './change-organization'
import { deleteOrganization } from './delete-organization'
import { endAllSessions } from './end-all-sessions'
import { countSignedInMembers } from './count-signed-in-members'
import { enterOrganization } from './enter-organization'
import { getHome } from './get-home'
import { listMyOrganizations } from './list-my-organizations'
import { listRestorableOrganizations } from './list-restorable-organizations'
import { restoreOrganization } from './restore-organization'

const { house, ann, made } = await openOrganizationDesk()

afterAll(disconnect)

describe('renaming', () => {
  it('writes before and after, and nothing when nothing changes', async () => {
    const place = await made(ann, freshSlug(), 'Before')
    const access = await house.accessTo(place, ann, 'update:organizations')
    await changeOrganization(access, { displayName: 'After' })
    await changeOrganization(access, { displayName: 'After' })
    const events = await house.look((tx) =>
      tx.auditEvent.findMany({ where: { organizationId: place.id, type: 'organization.renamed' } }),
    )
    expect(events).toHaveLength(1)
    expect(events[0]?.details).toEqual({ before: { displayName: 'Before' }, after: { displayName: 'After' } })
  })
})

describe('changing the slug', () => {
  it('makes the old slug lead to the new one, and allows the old one to be taken back', async () => {
    const [old, next] = [freshSlug(), freshSlug()]
    const place = await made(ann, old)
    const access = await house.accessTo(place, ann, 'update:organizations')
    await changeOrganization(access, { slug: next })
    const entry = await enterOrganization(ann.self, old)
    expect(entry).toMatchObject({ refusal: null, organization: { slug: next } })
    await changeOrganization(access, { slug: old })
    expect(await enterOrganization(ann.self, next)).toMatchObject({ organization: { slug: old } })
  })

  it('refuses a slug that another holds, uses, or looks like', async () => {
    const [held, used] = [freshSlug(), freshSlug()]
    const other = await made(ann, held)
    await changeOrganization(await house.accessTo(other, ann, 'update:organizations'), { slug: used })
    const place = await made(ann, freshSlug())
    const access = await house.accessTo(place, ann, 'update:organizations')
    for (const slug of [held, used, used.replace('-', '')]) {
      await expect(changeOrganization(access, { slug })).rejects.toMatchObject({
        code: 'conflict',
        field: 'slug',
      })
    }
    await expect(made(ann, held)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is refused to a member who lost the permission meanwhile', async () => {
    const place = await made(ann, freshSlug())
    const ben = await house.person()
    await house.member(place, ben, ['Admin'])
    const access = await house.accessTo(place, ben, 'update:organizations')
    await house.arrange((tx) => tx.memberRole.deleteMany({ where: { userId: ben.id } }))
    await expect(changeOrganization(access, { slug: freshSlug() })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('holds at most twenty slugs for an organization, however often its members change it', async () => {
    const first = freshSlug()
    const place = await made(ann, first)
    const access = await house.accessTo(place, ann, 'update:organizations')
    for (let times = 0; times < 20; times++) await changeOrganization(access, { slug: freshSlug() })
    await expect(changeOrganization(access, { slug: freshSlug() })).rejects.toMatchObject({
      ...{ code: 'conflict', field: 'slug' },
    })
    await changeOrganization(access, { slug: first })
  })

  it('gives one slug to one of two who change to it at once', async () => {
    const places = await Promise.all([made(ann, freshSlug()), made(ann, freshSlug())])
    const wanted = freshSlug()
    const outcomes = await Promise.allSettled(
      places.map(async (place) =>
        changeOrganization(await house.accessTo(place, ann, 'update:organizations'), { slug: wanted }),
      ),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('deleting', () => {
  it('asks for the slug', async () => {
    const place = await made(ann, freshSlug())
    const access = await house.accessTo(place, ann, 'delete:organizations')
    await expect(deleteOrganization(access, 'something-else')).rejects.toMatchObject({
      code: 'invalid',
      field: 'confirmation',
    })
    expect((await enterOrganization(ann.self, place.slug)).refusal).toBeNull()
  })

  it('ends everyone’s access, holds the slug, and is undone by an owner alone', async () => {
    const place = await made(ann, freshSlug(), 'Gone Soon')
    const ben = await house.person()
    await house.member(place, ben, ['Admin'])
    const before = await house.accessTo(place, ben, 'read:organization_members')
    await deleteOrganization(
      await house.accessTo(place, ann, 'delete:organizations'),
      ` ${place.slug.toUpperCase()}`,
    )
    expect(await enterOrganization(ben.self, place.slug)).toEqual({ refusal: 'unknown' })
    await expect(getHome(before)).rejects.toMatchObject({ code: 'not_found' })
    await expect(made(ben, place.slug)).rejects.toMatchObject({ code: 'conflict' })
    expect((await listMyOrganizations(ben.self)).organizations).toEqual([])

    expect(await listRestorableOrganizations(ben.self)).toEqual([])
    await expect(restoreOrganization(ben.self, place.id)).rejects.toMatchObject({ code: 'not_found' })
    const [restorable] = await listRestorableOrganizations(ann.self)
    expect(restorable).toMatchObject({ id: place.id, slug: place.slug, displayName: 'Gone Soon' })
    expect(await restoreOrganization(ann.self, place.id)).toEqual({ slug: place.slug })
    expect((await enterOrganization(ben.self, place.slug)).refusal).toBeNull()
    await expect(restoreOrganization(ann.self, place.id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is final after 30 days, and the slug made again inherits nothing', async () => {
    const place = await made(ann, freshSlug(), 'Old')
    const ben = await house.person()
    await house.member(place, ben, ['Owner'])
    await deleteOrganization(await house.accessTo(place, ann, 'delete:organizations'), place.slug)
    await house.arrange(async (tx) => {
      const past = { deletedAt: new Date(Date.now() - 31 * 86_400_000) }
      await tx.organization.updateMany({ where: { id: place.id }, data: past })
      const over = { heldUntil: new Date(Date.now() - 86_400_000) }
      await tx.organizationSlug.updateMany({ where: { organizationId: place.id }, data: over })
    })
    await expect(restoreOrganization(ann.self, place.id)).rejects.toMatchObject({ code: 'not_found' })
    const cai = await house.person()
    const again = await made(cai, place.slug, 'New')
    expect(again.id).not.toBe(place.id)
    expect(await enterOrganization(ben.self, place.slug)).toEqual({ refusal: 'unknown' })
    expect(await enterOrganization(ann.self, place.slug)).toEqual({ refusal: 'unknown' })
    const home = await getHome(await house.accessTo(again, cai))
    expect(home.owners.map(({ email }) => email)).toEqual([cai.email])
  })
})

describe('ending all sessions', () => {
  it('asks everyone to sign in again here, and only here', async () => {
    const [here, elsewhere] = [await made(ann, freshSlug()), await made(ann, freshSlug())]
    const access = await house.accessTo(here, ann, 'update:organization_security')
    expect(await countSignedInMembers(access)).toMatchObject({ recent: 1, members: 1, days: 7 })
    await endAllSessions(access)
    expect(await enterOrganization(ann.self, here.slug)).toMatchObject({ refusal: 'connection' })
    expect((await enterOrganization(ann.self, elsewhere.slug)).refusal).toBeNull()
  })
})

describe('my organizations', () => {
  it('are only the user’s own, the last used first, with the user’s roles', async () => {
    const dot = await house.person()
    const one = await made(dot, freshSlug(), 'One')
    const two = await made(dot, freshSlug(), 'Two')
    const foreign = await made(ann, freshSlug(), 'Foreign')
    await house.member(foreign, dot, ['Viewer', 'Member'])
    const { organizations, more } = await listMyOrganizations(dot.self)
    expect(more).toBe(false)
    expect(new Set(organizations.map(({ id }) => id))).toEqual(new Set([one.id, two.id, foreign.id]))
    expect(organizations.filter(({ id }) => id !== foreign.id).map(({ id }) => id)).toEqual([two.id, one.id])
    expect(organizations.find(({ id }) => id === foreign.id)?.roles).toEqual(['Member', 'Viewer'])
  })
})
