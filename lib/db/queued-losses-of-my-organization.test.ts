import { beforeAll, describe, expect, it } from 'vitest'
import { authorize, type Caller } from '@/lib/access'
import { invite } from '@/lib/domain/invitations/invite'
import { permissionsByScope, permissionsOf } from '@/lib/domain/my-organization/scopes'
import { updateOrganization } from '@/lib/domain/organizations/update-organization'
import { createApplication, createGrant } from '@/test/fixtures/builders'
import { inviteesOf, newAddress } from '@/test/fixtures/invitations'
import { freshSlug } from '@/test/fixtures/organizations-api'
import { createTestTenant, type TestOrganization, type TestTenant } from '@/test/fixtures/tenant'
import { actAfterLoss, codeOf } from '@/test/queued-loss'
import type { Tx } from './prisma'

let tenant: TestTenant
let organization: TestOrganization

beforeAll(async () => {
  tenant = await createTestTenant()
  organization = await tenant.createOrganization()
})

const scopes = new Set(['update:my_org:details', 'create:my_org:member_invitations'])

function inside(clientId: string, ...neededScopes: string[]) {
  const caller: Caller = { clientId, permissionsByScope: permissionsByScope(scopes), neededScopes }
  const { tenantId } = tenant
  const permissions = permissionsOf(scopes)
  return { kind: 'organization', tenantId, organizationId: organization.id, caller, permissions } as const
}

const acts = {
  locking: (clientId: string) =>
    updateOrganization(authorize(inside(clientId, 'update:my_org:details'), 'update:organizations'), {
      displayName: freshSlug(),
    }),
  ordinary: (clientId: string) =>
    invite(
      authorize(inside(clientId, 'create:my_org:member_invitations'), 'create:organization_invitations'),
      { invitees: inviteesOf([newAddress()], []) },
    ),
}

const losses: Record<string, [refusal: string, lose: (tx: Tx, id: string) => Promise<unknown>]> = {
  'the loss of its grant': ['sign_in_again', (tx, id) => tx.clientGrant.deleteMany({ where: { id } })],
  'the loss of a scope': [
    'not_held',
    (tx, id) => tx.clientGrant.updateMany({ where: { id }, data: { scope: ['read:my_org:details'] } }),
  ],
  'the loss of the organization': [
    'sign_in_again',
    (tx, grantId) => tx.clientGrantOrganization.deleteMany({ where: { grantId } }),
  ],
}

describe('a change by a machine of the My Organization API is refused', () => {
  const cases = Object.keys(losses).flatMap((loss) =>
    (['locking', 'ordinary'] as const).map((act) => [loss, act] as const),
  )
  it.each(cases)('behind %s: a %s one', async (loss, act) => {
    const [refusal, lose] = losses[loss] ?? ['', () => Promise.reject(new Error(loss))]
    const grant = {
      scope: [...scopes],
      organizationUsage: 'require',
      organizationId: organization.id,
    } as const
    const { grantId, clientId } = await tenant.write(async (tx) => {
      const { id } = await createApplication(tx, { grantTypes: ['client_credentials'] })
      return { clientId: id, grantId: await createGrant(tx, { ...grant, clientId: id, apiId: null }) }
    })
    const change = () => codeOf(acts[act](clientId))
    expect(await change()).toBe('done')
    expect(await actAfterLoss(tenant, (tx) => lose(tx, grantId), change)).toBe(refusal)
  })
})
