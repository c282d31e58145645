import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { change, unchanged } from '@/lib/db/transaction'
import { addDomain, createRole } from '@/test/fixtures/builders'
import { newDomain } from '@/test/fixtures/domains-api'
import { JoiningFixture } from '@/test/fixtures/joining'
import { createOperator } from '@/test/fixtures/operator'
import { tenantLevelAccess } from '@/test/fixtures/support'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { codeOf } from '@/test/queued-loss'
import { joinByDomain } from '../join-requests/join-by-domain'
import { listJoinableOrganizations } from '../join-requests/queries'
import { removeMembers } from '../members/remove-members'
import { listJoinSettings } from './queries'
import { removeDomain } from './add-domain'
import { setDomainJoining } from './set-domain-joining'

let tenant: TestTenant
let owner: TestUser
let at: JoiningFixture

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser({ name: 'Olga Owner' })
})

beforeEach(async () => {
  at = await JoiningFixture.create(tenant, owner)
})

describe('what a domain lets people do', () => {
  it('is off at first, then what was saved, for verified addresses of the domain alone', async () => {
    const person = await at.someone()
    expect(await at.offerTo(person)).toBeNull()
    await at.set({ mode: 'ask' })
    expect(await at.offerTo(person)).toBe('ask')
    await at.letJoin('Member')
    await at.letJoin('Member')
    expect(await at.offerTo(person)).toBe('join as Member')
    const below = await at.someone(`eu.${at.domain.name}`)
    const similar = await at.someone(`x${at.domain.name}`)
    const others = [below, similar, owner]
    for (const other of others) expect(await at.offerTo(other)).toBeNull()
    const unverified = await at.someone(at.domain.name, false)
    await expect(listJoinableOrganizations(unverified.self)).rejects.toMatchObject({ code: 'sign_in_again' })
    await at.set({ mode: 'nothing' })
    expect(await at.offerTo(person)).toBeNull()
    expect(await at.events()).toEqual(Array(3).fill('domain.joining_changed'))
  })

  it('is not for an owner role, one above the admin’s own, or another organization’s', async () => {
    const elsewhere = await tenant.createOrganization({ owner })
    const foreign = await tenant.write((tx) =>
      createRole(tx, { name: 'Theirs', organizationId: elsewhere.id }),
    )
    await tenant.write(async (tx) => {
      await tx.role.update({
        where: { tenantId_id: { tenantId: tenant.tenantId, id: tenant.role('Support') } },
        data: { assignable: true },
      })
    })
    for (const roleId of [tenant.role('Owner'), tenant.role('Operator'), foreign, 'rol_unknown'])
      expect(await codeOf(at.set({ mode: 'join', roleId }))).toBe('not_yours_to_give')
    expect(await codeOf(at.letJoin('Owner', await at.admin()))).toBe('not_yours_to_give')
  })

  it('is saved only for a verified domain of the organization', async () => {
    const other = await tenant.createOrganization({ owner })
    const foreignId = await tenant.write((tx) =>
      addDomain(tx, { organizationId: other.id, domain: newDomain(), isVerified: true }),
    )
    const unverifiedId = await tenant.write((tx) =>
      addDomain(tx, { organizationId: at.organization.id, domain: newDomain() }),
    )
    const access = await at.as()
    expect(await codeOf(setDomainJoining(access, { id: foreignId, joining: { mode: 'ask' } }))).toBe(
      'not_found',
    )
    expect(await codeOf(setDomainJoining(access, { id: unverifiedId, joining: { mode: 'ask' } }))).toBe(
      'conflict',
    )
  })

  it('ends with the domain, and is asking once the role is deleted', async () => {
    const person = await at.someone()
    const roleId = await tenant.write((tx) =>
      createRole(tx, { name: 'Guest', organizationId: at.organization.id }),
    )
    await at.set({ mode: 'join', roleId })
    expect(await at.offerTo(person)).toBe('join as Guest')
    await tenant.write((tx) =>
      tx.role.delete({ where: { tenantId_id: { tenantId: tenant.tenantId, id: roleId } } }),
    )
    expect(await at.offerTo(person)).toBe('ask')
    await removeDomain(await at.as(), at.domain.id)
    expect(await at.offerTo(person)).toBeNull()
  })

  it('never gives more than the admin who saved it may grant, now or when they left', async () => {
    const person = await at.someone()
    const first = await at.admin()
    await at.letJoin('Admin', first)
    await removeMembers(await at.as(), { users: [first.id] })
    expect(await at.offerTo(person)).toBe('join as Admin')
    const second = await at.admin()
    await at.letJoin('Admin', second)
    await tenant.write((tx) =>
      tx.memberRole.updateMany({
        where: { userId: second.id },
        data: { roleId: tenant.role('Member') },
      }),
    )
    expect(await at.offerTo(person)).toBe('ask')
    expect(await codeOf(joinByDomain(person.self, at.organization.id))).toBe('conflict')
    await removeMembers(await at.as(), { users: [second.id] })
    expect(await at.offerTo(person)).toBe('ask')
    expect(await listJoinSettings(await at.as())).toMatchObject([
      { role: { name: 'Admin' }, isRoleGiven: false },
    ])
  })
})

describe('what an operator lets people do', () => {
  const needed = ['update:organization_discovery_domains', 'create:organization_invitations'] as const

  async function letJoinAs(operator: TestUser, role: string): Promise<void> {
    const access = await tenantLevelAccess(tenant, operator, { organization: at.organization, needed })
    const joining = { mode: 'join', roleId: tenant.role(role) } as const
    await setDomainJoining(access, { id: at.domain.id, joining })
  }

  it('is not limited by their own roles, until a member saves it again', async () => {
    const operator = await createOperator(tenant)
    const person = await at.someone()
    await letJoinAs(operator, 'Admin')
    expect(await at.offerTo(person)).toBe('join as Admin')
    await tenant.addMember(at.organization, operator, ['Viewer'])
    expect(await at.offerTo(person)).toBe('join as Admin')
    await removeMembers(await at.as(), { users: [operator.id] })
    await joinByDomain(person.self, at.organization.id)
    expect(await at.rolesOf(person)).toEqual(['Admin'])

    const admin = await at.admin()
    await at.letJoin('Admin', admin)
    await tenant.write((tx) => tx.memberRole.deleteMany({ where: { userId: admin.id } }))
    expect(await at.offerTo(await at.someone())).toBe('ask')
  })

  it('is recorded again once a member saves the same, as their permissions limit it from then on', async () => {
    const operator = await createOperator(tenant)
    const admin = await at.admin()
    await letJoinAs(operator, 'Viewer')
    await letJoinAs(operator, 'Viewer')
    expect(await at.events()).toHaveLength(1)
    await at.letJoin('Viewer', admin)
    await at.letJoin('Viewer', admin)
    expect(await at.events()).toHaveLength(2)
  })

  it('is no owner role', async () => {
    const operator = await createOperator(tenant)
    expect(await codeOf(letJoinAs(operator, 'Owner'))).toBe('not_yours_to_give')
  })

  it('cannot be written by the organization itself', async () => {
    await letJoinAs(await createOperator(tenant), 'Admin')
    const access = await at.as()
    const where = { organizationId: at.organization.id, domainId: at.domain.id }
    const setExempt = (setExempt: boolean) =>
      change(access, async (tx) => {
        await tx.domainJoinSetting.updateMany({ where, data: { setExempt } })
        return unchanged(undefined)
      })
    await expect(setExempt(true)).rejects.toThrow('row-level security')
    await setExempt(false)
    await at.set({ mode: 'nothing' })
    const insert = change(access, async (tx) => {
      await tx.domainJoinSetting.create({ data: { ...where, setBy: owner.id, held: [], setExempt: true } })
      return unchanged(undefined)
    })
    await expect(insert).rejects.toThrow('row-level security')
  })
})
