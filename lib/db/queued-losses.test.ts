import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { BySession, OrganizationAccess, Permission } from '@/lib/access'
import { addDomain } from '@/lib/domain/domains/add-domain'
import { invite } from '@/lib/domain/invitations/invite'
import { endMemberships } from '@/lib/domain/members/remove-members'
import { deleteOrganization } from '@/lib/domain/organizations/delete-organization'
import { updateOrganization } from '@/lib/domain/organizations/update-organization'
import { endAllSessions } from '@/lib/domain/organizations/end-all-sessions'
import { updatePolicies } from '@/lib/domain/policies/update-policies'
import { endSessionsOf } from '@/lib/domain/users/end-sessions'
import { switchOrganization } from '@/lib/domain/users/switch-organization'
import { actAfterLoss, codeOf } from '@/test/queued-loss'
import { freshSlug } from '@/test/fixtures/organizations-api'
import { inviteesOf, newAddress } from '@/test/fixtures/invitations'
import { createRoleTenant, type RoleTenant } from '@/test/fixtures/organization-roles'
import type { TestUser, TestOrganization } from '@/test/fixtures/tenant'
import type { Tx } from './prisma'

const needed = [
  'update:organizations',
  'delete:organizations',
  'create:organization_invitations',
  'create:organization_discovery_domains',
  'update:organization_security',
] as const satisfies Permission[]
type Access = OrganizationAccess<(typeof needed)[number]> & BySession

interface Fixture {
  organization: TestOrganization
  person: TestUser
  /** The organization’s own role, all that the person holds. */
  roleId: string
  access: Access
}

let roleTenant: RoleTenant

beforeAll(async () => {
  roleTenant = await createRoleTenant()
})

async function createFixture(): Promise<Fixture> {
  const { tenant } = roleTenant
  const organization = await tenant.createOrganization({ owner: await tenant.createUser() })
  const person = await tenant.createUser()
  const roleId = await roleTenant.createRole(organization, 'Director', roleTenant.portal(...needed))
  await tenant.addMember(organization, person, ['Director'])
  return {
    organization,
    person,
    roleId,
    access: await tenant.accessTo(organization, person, ...needed),
  }
}

const acts: Record<string, (at: Fixture) => Promise<unknown>> = {
  renaming: ({ access }) => updateOrganization(access, { displayName: 'Renamed' }),
  'another slug': ({ access }) => updateOrganization(access, { slug: freshSlug() }),
  branding: async ({ access }) => {
    const logo = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#123456' } })
      .png()
      .toBuffer()
    await updateOrganization(access, {
      branding: { primaryColor: '#0059d6', backgroundColor: null, logo },
    })
  },
  'claiming a domain': ({ access }) => addDomain(access, { domain: `${freshSlug()}.test` }),
  'ending all sessions': ({ access }) => endAllSessions(access),
  'changing a policy': ({ access }) => updatePolicies(access, { idleMinutes: 60 }),
  'deleting the organization': ({ access, organization }) =>
    deleteOrganization(access, { confirmation: organization.slug }),
  inviting: async ({ access, roleId }) => {
    const { invitations } = await invite(access, { invitees: inviteesOf([newAddress()], [roleId]) })
    expect(invitations.size).toBe(1)
  },
  switching: ({ organization, person }) => switchOrganization(person.self, organization.id),
}

/** What each does in the verb’s own transaction, and with what the act behind it is refused. */
const losses: Record<string, { refusal: string; lose: (tx: Tx, at: Fixture) => Promise<unknown> }> = {
  removal: {
    refusal: 'not_found',
    lose: (tx, { organization, person }) => endMemberships(tx, organization.id, { users: [person.id] }),
  },
  demotion: {
    refusal: 'not_found',
    lose: async (tx, { organization, person }) => {
      const member = { organizationId: organization.id, userId: person.id }
      await tx.memberRole.deleteMany({ where: member })
      await tx.memberRole.create({
        data: { ...member, roleId: roleTenant.tenant.role('Viewer'), usableIn: '*' },
      })
    },
  },
  'an edit of the role': {
    refusal: 'not_found',
    lose: async (tx, { roleId }) => {
      await tx.rolePermission.deleteMany({ where: { roleId } })
      await tx.role.updateMany({ where: { id: roleId }, data: { updatedAt: new Date() } })
    },
  },
  'deletion of the role': {
    refusal: 'not_found',
    lose: (tx, { roleId }) => tx.role.deleteMany({ where: { id: roleId } }),
  },
  block: {
    refusal: 'sign_in_again',
    lose: (tx, { person: { id } }) => tx.user.updateMany({ where: { id }, data: { blocked: true } }),
  },
  suspension: {
    refusal: 'not_found',
    lose: (tx, { person: { id: userId } }) =>
      tx.member.updateMany({ where: { userId }, data: { suspendedAt: new Date() } }),
  },
  'the end of the session': {
    refusal: 'sign_in_again',
    lose: (tx, { person }) => endSessionsOf(tx, { tenantId: roleTenant.tenant.tenantId, userId: person.id }),
  },
  'the end of all sessions in the organization': {
    refusal: 'sign_in_again',
    lose: (tx, { organization }) =>
      tx.organization.updateMany({ where: { id: organization.id }, data: { sessionsFrom: new Date() } }),
  },
  'a second factor that is required': {
    refusal: 'sign_in_again',
    lose: async (tx, { organization: { id: organizationId } }) => {
      // As the verb does.
      await tx.$executeRaw`SELECT FROM organizations WHERE id = ${organizationId} FOR UPDATE`
      await tx.organizationPolicies.create({ data: { organizationId, secondFactorFrom: new Date(0) } })
    },
  },
  'deletion of the organization': {
    refusal: 'not_found',
    lose: (tx, { organization }) =>
      tx.organization.updateMany({ where: { id: organization.id }, data: { deletedAt: new Date() } }),
  },
  'suspension of the organization': {
    refusal: 'not_found',
    lose: (tx, { organization }) =>
      tx.organization.updateMany({ where: { id: organization.id }, data: { suspendedAt: new Date() } }),
  },
}

function named<T>(table: Record<string, T>, name: string): T {
  const found = table[name]
  if (found === undefined) throw new Error(`There is no ${name}.`)
  return found
}

describe('a person’s change in an organization', () => {
  it.each(Object.keys(acts))('is done while nothing is under way: %s', async (act) => {
    expect(await codeOf(named(acts, act)(await createFixture()))).toBe('done')
  })

  it.each(Object.keys(acts))('is refused behind the person’s own removal: %s', async (act) => {
    const at = await createFixture()
    const ended = await actAfterLoss(
      roleTenant.tenant,
      (tx) => named(losses, 'removal').lose(tx, at),
      () => codeOf(named(acts, act)(at)),
    )
    expect(ended).toBe('not_found')
  })

  const others = Object.keys(losses).filter((loss) => loss !== 'removal')
  it.each(others.flatMap((loss) => ['renaming', 'inviting'].map((act) => [act, loss])))(
    '%s is refused behind %s',
    async (act, loss) => {
      const at = await createFixture()
      const { refusal, lose } = named(losses, loss)
      const ended = await actAfterLoss(
        roleTenant.tenant,
        (tx) => lose(tx, at),
        () => codeOf(named(acts, act)(at)),
      )
      expect(ended).toBe(refusal)
    },
  )
})
