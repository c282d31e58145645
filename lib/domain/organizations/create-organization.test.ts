import { describe, expect, it } from 'vitest'
import { createInvitation } from '@/test/fixtures/builders'
import { retrying } from '@/test/fixtures/invitations'
import { freshSlug, startOrganizationsApi } from '@/test/fixtures/organizations-api'
import { newId } from '@/lib/ids'
import { checkSlug } from './validate-slug'
import { createOrganization } from './create-organization'
import { getHome } from './get-home'
import type { ListedOrganization } from './get-organization'

const { tenant, ann, made } = await startOrganizationsApi()

/** Fifty attempts by ten people: those of one person wait for each other. */
async function createAtOnce(
  input: (turn: number) => { displayName: string; slug: string },
): Promise<PromiseSettledResult<ListedOrganization>[]> {
  const people = await Promise.all(Array.from({ length: 10 }, () => tenant.createUser()))
  const all = await Promise.all(people.map((person) => tenant.tenantAccess(person, 'create:organizations')))
  const accesses = Array.from({ length: 5 }, () => all).flat()
  return Promise.allSettled(
    accesses.map((access, turn) =>
      retrying(() => createOrganization(access, { ...input(turn), owner: access.caller })),
    ),
  )
}

describe('creating an organization', () => {
  it('makes its creator the owner and selects it for their session', async () => {
    const organization = await made(ann, 'north-wind', 'North Wind')
    const access = await tenant.accessTo(organization, ann, 'delete:organizations')
    const home = await getHome(access)
    expect(home.roles.map(({ name }) => name)).toEqual(['Owner'])
    expect(home.owners.map(({ email }) => email)).toEqual([ann.email])
    expect(Object.values(home.setup)).toEqual([false, false, false, false])
    const session = await tenant.read((tx) => tx.session.findFirstOrThrow({ where: { id: ann.sessionId } }))
    expect(session.organizationId).toBe(organization.id)
    const events = await tenant.read((tx) =>
      tx.auditEvent.findMany({ where: { organizationId: organization.id } }),
    )
    expect(events.map(({ type }) => type).sort()).toEqual(['organization.created', 'session.switched'])
  })

  it('is set up step by step, as its data shows', async () => {
    const organization = await made(ann, freshSlug())
    const { id: organizationId } = organization
    const { tenantId } = tenant
    await tenant.write(async (tx) => {
      const domain = { organizationId, domain: `${organizationId}.test`.toLowerCase(), verification: 'x' }
      const verifiedAt = new Date()
      await tx.discoveryDomain.create({ data: { id: newId('discoveryDomain'), ...domain, verifiedAt } })
      const later = { createdAt: new Date(Date.now() + 1000) }
      await tx.enabledConnection.updateMany({ where: { tenantId, organizationId }, data: later })
      // An operator’s, by which they became its owner.
      const id = await createInvitation(tx, { organizationId, email: ann.email, inviterName: 'Olu' })
      const accepted = { state: 'accepted', acceptedBy: ann.id }
      await tx.invitation.updateMany({ where: { tenantId, id }, data: accepted })
    })
    const { setup } = await getHome(await tenant.accessTo(organization, ann))
    expect(setup).toEqual({
      hasBranding: false,
      hasInvited: false,
      hasVerifiedDomain: true,
      hasChosenSignIn: true,
    })
  })

  it('starts with the tenant’s default connections', async () => {
    const organization = await made(ann, freshSlug())
    const enabled = await tenant.read((tx) =>
      tx.enabledConnection.count({ where: { organizationId: organization.id } }),
    )
    expect(enabled).toBe(3)
  })

  it('refuses a slug that is taken', async () => {
    const { slug } = await made(ann, freshSlug())
    await expect(made(ann, slug)).rejects.toMatchObject({ code: 'conflict', field: 'slug' })
  })

  it('refuses a slug that looks like one that is taken', async () => {
    await made(ann, 'modern-times')
    await expect(made(ann, 'modem-times')).rejects.toMatchObject({ code: 'conflict', field: 'slug' })
    await expect(made(ann, 'moderntime5')).rejects.toThrow(/looks like a slug that is taken/)
  })

  it('gives no access to a user without the permission', async () => {
    await tenant.write((tx) => tx.role.updateMany({ where: { everyone: true }, data: { everyone: false } }))
    await expect(tenant.tenantAccess(ann, 'create:organizations')).rejects.toMatchObject({
      code: 'not_found',
    })
    await tenant.write((tx) => tx.role.updateMany({ where: { name: 'Everyone' }, data: { everyone: true } }))
  })

  it('lets one of 50 at once have a slug', async () => {
    const outcomes = await createAtOnce(() => ({ displayName: 'Race', slug: 'race-one' }))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refusals = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
    )
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'conflict' })
    const rows = await tenant.read((tx) => tx.organization.count({ where: { displayName: 'Race' } }))
    expect(rows).toBe(1)
  })

  it('lets one of 50 look-alikes at once have a slug', async () => {
    const variants = ['storm-cell', 'stormcell', 'st0rmcell', 'stormce11', 'storrncell']
    const outcomes = await createAtOnce((turn) => ({ displayName: 'Alike', slug: variants[turn % 5] ?? '' }))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('asking for a slug', () => {
  it('says free, taken, reserved, or what is wrong with it', async () => {
    const access = await tenant.tenantAccess(ann, 'create:organizations')
    const { slug } = await made(ann, freshSlug())
    expect(await checkSlug(access, 'Nobody-Has-This')).toEqual({ slug: 'nobody-has-this', free: true })
    const problemOf = async (text: string) => {
      const check = await checkSlug(access, text)
      return check.free ? null : check.problem
    }
    expect(await problemOf(slug)).toMatch(/taken/)
    expect(await problemOf(slug.toUpperCase())).toMatch(/taken/)
    expect(await problemOf('admin')).toMatch(/This slug is reserved/)
    expect(await problemOf('..')).toMatch(/only letters/)
  })
})
