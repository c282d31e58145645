import { beforeAll, describe, expect, it } from 'vitest'
import { authorize, managementPermissions, type Caller } from '@/lib/access'
import { invite } from '@/lib/domain/invitations/invite'
import { updateOrganization } from '@/lib/domain/organizations/update-organization'
import { updateTenantSettings } from '@/lib/domain/tenants/tenant-settings'
import { lockTenantRole } from '@/lib/domain/tenant-roles/read-tenant-role'
import { lockUser } from '@/lib/domain/users/lock-users'
import { renameUser } from '@/lib/domain/users/account'
import { newId } from '@/lib/ids'
import { actAfterLoss, codeOf } from '@/test/queued-loss'
import { createTestTenant, type TestUser, type TestOrganization } from '@/test/fixtures/tenant'
import { inviteesOf, newAddress } from '@/test/fixtures/invitations'
import { freshSlug } from '@/test/fixtures/organizations-api'
import { createRoleTenant, type RoleTenant } from '@/test/fixtures/organization-roles'
import { createOperator } from '@/test/fixtures/operator'
import type { Tx } from './prisma'

const permissions = new Set(managementPermissions.map(({ name }) => name))
const scopes = ['update:organizations', 'create:organization_invitations', 'update:tenant_settings'] as const
const past = new Date(0)
let roleTenant: RoleTenant
let organization: TestOrganization
let owner: TestUser
let guest: string

beforeAll(async () => {
  roleTenant = await createRoleTenant()
  owner = await roleTenant.tenant.createUser()
  organization = await roleTenant.tenant.createOrganization({ owner })
  guest = await roleTenant.createRole(organization, 'Guest')
})

function inside(caller: Caller) {
  const { tenantId } = roleTenant.tenant
  return { kind: 'organization', tenantId, organizationId: organization.id, caller, permissions } as const
}

const acts = {
  locking: (caller: Caller) =>
    updateOrganization(authorize(inside(caller), 'update:organizations'), { displayName: freshSlug() }),
  ordinary: (caller: Caller) =>
    invite(authorize(inside(caller), 'create:organization_invitations'), {
      invitees: inviteesOf([newAddress()], [guest]),
    }),
  'tenant-level': (caller: Caller) =>
    updateOrganization(
      authorize({ ...inside(caller), isTenantLevel: true as const }, 'update:organizations'),
      { displayName: freshSlug() },
    ),
  'tenant’s': (caller: Caller) => {
    const actor = { kind: 'tenant', tenantId: roleTenant.tenant.tenantId, caller, permissions } as const
    return updateTenantSettings(authorize(actor, 'update:tenant_settings'), { name: freshSlug() })
  },
}
type Act = keyof typeof acts

/** Done without the loss, and refused behind it. */
async function expectRefused(
  caller: Caller,
  act: Act,
  loss: { lose: (tx: Tx) => Promise<unknown>; refusal: string },
): Promise<void> {
  expect(await codeOf(acts[act](caller))).toBe('done')
  expect(await actAfterLoss(roleTenant.tenant, loss.lose, () => codeOf(acts[act](caller)))).toBe(loss.refusal)
}

describe('a machine’s change is refused', () => {
  const losses: Record<string, [refusal: string, lose: (tx: Tx, id: string) => Promise<unknown>]> = {
    'the loss of its grant': ['sign_in_again', (tx, id) => tx.clientGrant.deleteMany({ where: { id } })],
    'the loss of a scope': [
      'not_held',
      (tx, id) =>
        tx.clientGrant.updateMany({ where: { id }, data: { scope: ['read:organization_members'] } }),
    ],
    'the deletion of its client': [
      'sign_in_again',
      (tx, id) => tx.client.deleteMany({ where: { grants: { some: { id } } } }),
    ],
    'the loss of the organization': [
      'sign_in_again',
      (tx, grantId) => tx.clientGrantOrganization.deleteMany({ where: { grantId } }),
    ],
  }
  const cases = Object.keys(losses).flatMap((loss) =>
    (['locking', 'ordinary', 'tenant-level', 'tenant’s'] as const).map((act) => [loss, act] as const),
  )
  const isBound = (act: Act) => act === 'locking' || act === 'ordinary'
  it.each(cases.filter(([loss, act]) => isBound(act) || !loss.endsWith('organization')))(
    'behind %s: a %s one',
    async (loss, act) => {
      const { grantId, clientId } = await machine(isBound(act) ? 'require' : 'deny')
      const [refusal, lose] = losses[loss] ?? ['', () => Promise.reject(new Error(loss))]
      await expectRefused({ clientId, scopes }, act, { refusal, lose: (tx) => lose(tx, grantId) })
    },
  )
})

describe('an application’s change for a person is refused', () => {
  const losses: Record<string, (tx: Tx, at: { person: TestUser; id: string }) => Promise<unknown>> = {
    'the end of the authorization': (tx, { id }) =>
      tx.authorization.updateMany({ where: { id }, data: { revokedAt: past } }),
    'the end of the session': (tx, { person }) =>
      tx.session.updateMany({ where: { id: person.sessionId }, data: { endedAt: past } }),
    'a block': (tx, { person: { id } }) => tx.user.updateMany({ where: { id }, data: { blocked: true } }),
  }
  it.each(
    Object.keys(losses).flatMap((loss) => (['locking', 'ordinary'] as const).map((act) => [loss, act])),
  )('behind %s: a %s one', async (loss, act) => {
    const person = await roleTenant.createMember(organization, ['Owner'])
    const id = await authorizationOf(person)
    const lose = losses[loss] ?? (() => Promise.reject(new Error(loss)))
    await expectRefused({ userId: person.id, authorizationId: id, scopes }, act as Act, {
      refusal: 'sign_in_again',
      lose: (tx) => lose(tx, { person, id }),
    })
  })
})

describe('a person’s change at tenant level is refused', () => {
  it('behind the loss of the role that allows it', async () => {
    const { id: userId, sessionId } = await createOperator(roleTenant.tenant)
    const lose = (tx: Tx) => tx.userRole.deleteMany({ where: { userId } })
    await expectRefused({ userId, sessionId }, 'tenant’s', { lose, refusal: 'not_found' })
  })

  it('behind the loss of the permission that was given directly', async () => {
    const { id: userId, sessionId } = await roleTenant.tenant.createUser()
    const { tenantId } = roleTenant.tenant
    await roleTenant.tenant.write((tx) =>
      tx.userPermission.create({
        data: { userId, apiId: roleTenant.portalId, name: 'update:tenant_settings' },
      }),
    )
    const lose = async (tx: Tx) => {
      await lockUser(tx, tenantId, userId)
      await tx.userPermission.deleteMany({ where: { userId } })
    }
    await expectRefused({ userId, sessionId }, 'tenant’s', { lose, refusal: 'not_found' })
  })

  it('behind an edit of the tenant role that allows it', async () => {
    const { id: userId, sessionId } = await roleTenant.tenant.createUser()
    const roleId = newId('role')
    await roleTenant.tenant.write(async (tx) => {
      await tx.role.create({ data: { id: roleId, name: roleId } })
      await tx.rolePermission.create({
        data: { roleId, usableIn: '*', apiId: roleTenant.portalId, name: 'update:tenant_settings' },
      })
      await tx.userRole.create({ data: { userId, roleId } })
    })
    const lose = async (tx: Tx) => {
      await lockTenantRole(tx, roleTenant.tenant.tenantId, roleId)
      await tx.rolePermission.deleteMany({ where: { roleId } })
    }
    await expectRefused({ userId, sessionId }, 'tenant’s', { lose, refusal: 'not_found' })
  })
})

describe('a person’s change of their own rows is refused', () => {
  const losses: Record<string, (tx: Tx, person: TestUser) => Promise<unknown>> = {
    'a block': (tx, { id }) => tx.user.updateMany({ where: { id }, data: { blocked: true } }),
    'the end of the session': (tx, { sessionId: id }) =>
      tx.session.updateMany({ where: { id }, data: { endedAt: past } }),
  }
  it.each(Object.keys(losses))('behind %s', async (loss) => {
    const person = await roleTenant.tenant.createUser()
    const lose = losses[loss] ?? (() => Promise.reject(new Error(loss)))
    const act = () => codeOf(renameUser(person.self, freshSlug()))
    expect(await act()).toBe('done')
    expect(await actAfterLoss(roleTenant.tenant, (tx) => lose(tx, person), act)).toBe('sign_in_again')
  })
})

describe('where permissions of tenant level count in organizations, a change by someone who is not a member is refused', () => {
  it.each<[string, (tx: Tx, at: { tenantId: string; userId: string }) => Promise<unknown>]>([
    [
      'behind the end of that setting',
      (tx, { tenantId }) =>
        tx.tenant.updateMany({
          where: { id: tenantId },
          data: { inheritGlobalPermissionsInOrganizations: false },
        }),
    ],
    ['behind the loss of the role', (tx, { userId }) => tx.userRole.deleteMany({ where: { userId } })],
  ])('%s', async (_, lose) => {
    const tenant = await createTestTenant()
    const { tenantId } = tenant
    await tenant.write((tx) =>
      tx.tenant.updateMany({
        where: { id: tenantId },
        data: { inheritGlobalPermissionsInOrganizations: true },
      }),
    )
    const { id } = await tenant.createOrganization()
    const operator = await createOperator(tenant)
    const caller = { userId: operator.id, sessionId: operator.sessionId }
    const actor = { kind: 'organization', tenantId, organizationId: id, caller, permissions } as const
    const act = () =>
      codeOf(updateOrganization(authorize(actor, 'update:organizations'), { displayName: freshSlug() }))
    expect(await act()).toBe('done')
    expect(await actAfterLoss(tenant, (tx) => lose(tx, { tenantId, userId: operator.id }), act)).toBe(
      'not_found',
    )
  })
})

function machine(organizationUsage: 'require' | 'deny') {
  const [grantId, clientId] = [newId('clientGrant'), newId('client')]
  return roleTenant.tenant.write(async (tx) => {
    const kind = {
      appType: 'non_interactive',
      tokenEndpointAuthMethod: 'client_secret_post',
      organizationUsage: 'allow',
    }
    await tx.client.create({ data: { id: clientId, name: 'Robot', ...kind } })
    await tx.clientGrant.create({
      data: {
        id: grantId,
        clientId,
        apiId: roleTenant.portalId,
        scope: [...scopes, 'read:organization_members'],
        organizationUsage,
      },
    })
    await tx.clientGrantOrganization.create({ data: { grantId, organizationId: organization.id } })
    return { grantId, clientId }
  })
}

async function authorizationOf(person: TestUser): Promise<string> {
  const [id, clientId] = [newId('authorization'), newId('client')]
  await roleTenant.tenant.write(async (tx) => {
    const kind = { appType: 'regular_web', tokenEndpointAuthMethod: 'none' }
    await tx.client.create({ data: { id: clientId, name: 'Notes', ...kind } })
    await tx.authorization.create({
      data: {
        id,
        clientId,
        userId: person.id,
        sessionId: person.sessionId,
        payload: {},
        connectionId: roleTenant.tenant.connection('password'),
        expiresAt: new Date(Date.now() + 3_600_000),
      },
    })
  })
  return id
}
