import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Tx } from '@/lib/db/prisma'
import { bypassRowSecurity, change, read } from '@/lib/db/transaction'
import { InvitationFixture } from '@/test/fixtures/invitations'
import { createOperator } from '@/test/fixtures/operator'
import { at, elsewhere, limitNetworks, office } from '@/test/fixtures/organization-limits'
import { refusalCode } from '@/test/fixtures/signed-out'
import { openSupport, tenantLevelAccess } from '@/test/fixtures/support'
import {
  createTestTenant,
  type TestOrganization,
  type TestTenant,
  type TestUser,
} from '@/test/fixtures/tenant'
import { actAfterLoss, codeOf } from '@/test/queued-loss'
import { acceptInvitation } from '../invitations/accept-invitation'
import { enterOrganization } from '../organizations/enter-organization'
import { findSession } from '../users/find-session'
import { setSessionOrganization } from '../users/set-session-organization'
import { switchOrganization } from '../users/switch-organization'
import { getPoliciesOf } from './queries'
import { updatePolicies } from './update-policies'

let tenant: TestTenant
let owner: TestUser
let organization: TestOrganization

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser({ name: 'Olga Owner' })
})
beforeEach(async () => {
  organization = await tenant.createOrganization({ owner })
})

function limit(networks: readonly string[] | null): Promise<unknown> {
  return limitNetworks(tenant, organization, networks)
}

async function refusalFrom(ip: string, person = owner): Promise<string | null> {
  return (await at(ip, () => enterOrganization(person.self, organization.slug))).refusal
}

function access(ip = office, person = owner) {
  return at(ip, () => tenant.accessTo(organization, person, 'update:organization_security'))
}

async function changeTo(networks: readonly string[], ip = office): Promise<void> {
  const by = await access(ip)
  await at(ip, () => updatePolicies(by, { networks: [...networks] }))
}

async function networks(): Promise<string[] | null> {
  const operator = await createOperator(tenant)
  const by = await tenant.tenantAccess(operator, 'read:organizations')
  return (await getPoliciesOf(by, organization.id)).networks
}

describe('an organization with a list of networks', () => {
  it('cannot be entered, used or switched to from elsewhere, from the next request on; not by owners either', async () => {
    const by = await access()
    const { id } = organization
    await at(office, () => switchOrganization(owner.self, id))
    const landing = (ip: string) =>
      at(ip, () => findSession(tenant.tenantId, owner.sessionId, owner.id)).then(
        (found) => found?.organization?.id,
      )
    expect(await landing(elsewhere)).toBe(id)
    await limit(['192.0.2.0/24', '2001:db8::/32'])
    expect(await refusalFrom(elsewhere)).toBe('network')
    const using = (ip: string) => at(ip, () => read(by, (tx) => tx.organization.count()))
    expect(await refusalCode(using(elsewhere))).toBe('other_network')
    const changing = at(elsewhere, () => updatePolicies(by, { networks: null }))
    expect(await refusalCode(changing)).toBe('other_network')
    expect(await refusalCode(at(elsewhere, () => switchOrganization(owner.self, id)))).toBe('other_network')
    expect(await landing(elsewhere)).toBeUndefined()
    for (const inside of [office, '::ffff:192.0.2.9', '2001:db8:1::5']) {
      expect(await refusalFrom(inside)).toBeNull()
      expect(await using(inside)).toBe(1)
    }
    expect(await landing(office)).toBe(id)
    await limit(null)
    expect(await refusalFrom(elsewhere)).toBeNull()
  })

  it.each(['', 'unknown', 'server', 'host-1', '192.0.2.7:443', 'fe80::1%eth0', '192.0.2.7, 203.0.113.9'])(
    'refuses a request whose address is not known: “%s”',
    async (ip) => {
      await limit(['0.0.0.0/0', '::/0'])
      expect(await refusalFrom(ip)).toBe('network')
      expect(await refusalFrom(elsewhere)).toBeNull()
    },
  )

  it('refuses an act that waited while the list was saved', async () => {
    const by = await access()
    const { tenantId } = tenant
    const saving = async (tx: Tx) => {
      await tx.$queryRaw`
        SELECT id FROM organizations WHERE tenant_id = ${tenantId} AND id = ${organization.id} FOR UPDATE`
      await tx.$executeRaw`
        INSERT INTO organization_policies (organization_id, networks) VALUES (${organization.id}, '{192.0.2.7/32}')`
    }
    const act = () => at(elsewhere, () => codeOf(updatePolicies(by, { idleMinutes: 60 })))
    expect(await actAfterLoss(tenant, saving, act)).toBe('other_network')
  })

  it('says nothing of it to others, and leaves them in their own organizations', async () => {
    const stranger = await tenant.createUser()
    const theirs = await tenant.createOrganization({ owner: stranger })
    await limit([`${office}/32`])
    expect(await refusalFrom(elsewhere, stranger)).toBe('unknown')
    const entry = await at(elsewhere, () => enterOrganization(stranger.self, theirs.slug))
    expect(entry.refusal).toBeNull()
  })

  it('is not where a sign-in from elsewhere lands', async () => {
    await limit([`${office}/32`])
    const { tenantId } = tenant
    const signingIn = {
      tenantId,
      userId: owner.id,
      connectionId: tenant.connection('password'),
      amr: ['pwd'],
    }
    const landsIn = (ip: string) =>
      at(ip, () =>
        change(bypassRowSecurity('a test signs in', tenantId), async (tx) => {
          const { arrival, events } = await setSessionOrganization(tx, signingIn, organization.id)
          return { result: arrival.organization?.id, events }
        }),
      )
    expect(await landsIn(elsewhere)).toBeUndefined()
    expect(await landsIn(office)).toBe(organization.id)
  })

  it('can be joined from elsewhere, and not used there', async () => {
    const guest = await tenant.createUser()
    const { mailed } = await new InvitationFixture(tenant, owner, organization).send(guest.email)
    await limit([`${office}/32`])
    await at(elsewhere, () => acceptInvitation(guest.self, mailed))
    expect(await refusalFrom(elsewhere, guest)).toBe('network')
    expect(await refusalFrom(office, guest)).toBeNull()
  })

  it('can be opened as support from everywhere', async () => {
    await limit([`${office}/32`])
    const operator = await createOperator(tenant)
    await openSupport(tenant, operator, { organization })
    expect(await refusalFrom(elsewhere, operator)).toBeNull()
  })
})

describe('changing the networks', () => {
  it('is refused if the list does not contain the caller’s own address, and changes nothing', async () => {
    await changeTo([office])
    const refused = changeTo(['203.0.113.0/24', '2001:db8::/32'])
    await expect(refused).rejects.toMatchObject({ code: 'invalid', field: 'networks' })
    await expect(changeTo(['203.0.113.0/24'])).rejects.toThrow(`your own address, ${office}`)
    expect(await networks()).toEqual([`${office}/32`])
    await limit(null)
    await expect(changeTo([office], 'unknown')).rejects.toThrow('is not known')
    expect(await networks()).toBeNull()
  })

  it('is refused for others, also with the permissions of another organization', async () => {
    const admin = await tenant.createUser()
    await tenant.addMember(organization, admin, ['Admin'])
    expect(await refusalCode(access(office, admin))).toBe('not_found')
    const other = await tenant.createUser()
    const theirs = await tenant.createOrganization({ owner: other })
    const by = await tenant.accessTo(theirs, other, 'update:organization_security')
    const crossing = { ...by, organizationId: organization.id }
    expect(await refusalCode(updatePolicies(crossing, { networks: [] }))).toBe('not_found')
  })

  it.each([
    ['192.0.2.7/24', '192.0.2.0/24'],
    ['2001:db8::1/32', '2001:db8::/32'],
  ])('is refused for %s, which is an address within a network', async (given, network) => {
    await expect(changeTo([office, given])).rejects.toThrow(`The network is ${network}.`)
    expect(await networks()).toBeNull()
  })

  it('keeps each network once, in one form, writes one event, and none if nothing changes', async () => {
    await changeTo(['192.0.2.7', '192.0.2.7/32', '2001:DB8:0::/32'])
    expect(await networks()).toEqual(['192.0.2.7/32', '2001:db8::/32'])
    await changeTo(['192.0.2.7/32', '2001:db8::/32'])
    const events = await tenant.read((tx) =>
      tx.auditEvent.findMany({
        where: { organizationId: organization.id, type: 'organization.policies_changed' },
      }),
    )
    expect(events.map(({ details }) => details)).toEqual([
      { before: { networks: null }, after: { networks: ['192.0.2.7/32', '2001:db8::/32'] } },
    ])
    await changeTo([])
    expect(await networks()).toBeNull()
  })

  it('at tenant level takes the list away from everywhere', async () => {
    await limit([`${office}/32`])
    const operator = await createOperator(tenant)
    const there = { organization, needed: ['update:organization_security'] as const }
    const by = await tenantLevelAccess(tenant, operator, there)
    await at(elsewhere, () => updatePolicies(by, { networks: null }))
    expect(await refusalFrom(elsewhere)).toBeNull()
    const event = await tenant.read((tx) =>
      tx.auditEvent.findFirst({
        where: { organizationId: organization.id, type: 'organization.policies_changed' },
      }),
    )
    expect(event).toMatchObject({ actorId: operator.id, details: { after: { networks: null } } })
  })
})
