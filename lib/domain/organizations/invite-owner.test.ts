import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import type { TenantAccess } from '@/lib/access'
import { emailAddress } from '@/lib/domain/text/email-address'
import { inviteesOf, newAddress } from '@/test/fixtures/invitations'
import { createOperator, refusal } from '@/test/fixtures/operator'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { invite } from '../invitations/invite'
import { createOrganization } from './create-organization'

let tenant: TestTenant
let operator: TestUser
let access: TenantAccess<'create:organizations'>

beforeAll(async () => {
  tenant = await createTestTenant()
  operator = await createOperator(tenant)
  access = await tenant.tenantAccess(operator, 'create:organizations')
})

function input(address: string) {
  const invitedOwner = emailAddress.parse(address)
  return { displayName: 'Pier', slug: `pier-${randomUUID().slice(0, 8)}`, invitedOwner }
}

it('an organization is created with an invitation of its owner, which the operator sends', async () => {
  const { id } = await createOrganization(access, input(newAddress()))
  const found = await tenant.read(async (tx) => ({
    members: await tx.member.count({ where: { organizationId: id } }),
    invitations: await tx.invitation.findMany({ where: { organizationId: id } }),
    mails: await tx.mail.findMany({ where: { organizationId: id } }),
    events: await tx.auditEvent.findMany({ where: { organizationId: id }, orderBy: { id: 'asc' } }),
  }))
  expect(found.members).toBe(0)
  expect(found.invitations).toMatchObject([
    { state: 'pending', inviterName: operator.name, offeredRoles: ['Owner'], inviterExempt: true },
  ])
  expect(found.mails).toMatchObject([{ template: 'invitation' }])
  expect(found.events.map(({ type }) => type).sort()).toEqual(['invitation.created', 'organization.created'])
})

it('nothing is created if its owner cannot be invited', async () => {
  const address = newAddress()
  for (let time = 0; time < 3; time++) {
    const organization = await tenant.createOrganization({ owner: operator })
    const at = await tenant.accessTo(organization, operator, 'create:organization_invitations')
    await invite(at, { invitees: inviteesOf([address], [tenant.role('Member')]) })
  }
  const before = await tenant.read((tx) => tx.organization.count({ where: { tenantId: tenant.tenantId } }))
  expect(await refusal(createOrganization(access, input(address)))).toBe('too_many')
  expect(await tenant.read((tx) => tx.organization.count({ where: { tenantId: tenant.tenantId } }))).toBe(
    before,
  )
})

it('inviting an owner needs the permission to invite', async () => {
  const other = await tenant.tenantAccess(await tenant.createUser(), 'create:organizations')
  expect(await refusal(createOrganization(other, input('owner@pier.test')))).toBe('not_found')
})
