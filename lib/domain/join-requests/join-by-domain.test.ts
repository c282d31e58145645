import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { retrying } from '@/test/fixtures/invitations'
import { JoiningFixture } from '@/test/fixtures/joining'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { actAfterLoss, codeOf } from '@/test/queued-loss'
import { removeMembers } from '../members/remove-members'
import { deleteAccount } from '../users/delete-account'
import { joinByDomain } from './join-by-domain'

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

describe('joining', () => {
  it('makes a member once, however often it is sent, and closes a request', async () => {
    const person = await at.someone()
    await at.set({ mode: 'ask' })
    await at.ask(person)
    await at.letJoin('Viewer')
    await Promise.all(
      Array.from({ length: 5 }, () => retrying(() => codeOf(joinByDomain(person.self, at.organization.id)))),
    )
    expect(await at.rolesOf(person)).toEqual(['Viewer'])
    expect(await at.offerTo(person)).toBeNull()
    expect(await at.pendingOf(person)).toBe('none')
    expect((await at.events()).filter((type) => type === 'member.added')).toHaveLength(1)
  })

  it('is refused alike for unknown organizations and those that do not offer it', async () => {
    const person = await at.someone()
    const refusals = await Promise.all(
      [at.organization.id, 'org_unknown'].map((id) =>
        joinByDomain(person.self, id).catch((error: unknown) => String(error)),
      ),
    )
    expect(new Set(refusals).size).toBe(1)
    await at.set({ mode: 'ask' })
    expect(await codeOf(joinByDomain(person.self, at.organization.id))).toBe('conflict')
    expect(await at.rolesOf(person)).toBeNull()
  })

  it('asks for another sign-in where the organization requires one', async () => {
    const person = await at.someone()
    await at.letJoin('Member')
    await tenant.write((tx) =>
      tx.enabledConnection.updateMany({
        where: { organizationId: at.organization.id },
        data: { isEnabled: false },
      }),
    )
    expect(await codeOf(joinByDomain(person.self, at.organization.id))).toBe('sign_in_again')
    expect(await at.rolesOf(person)).toBeNull()
  })

  it('is not possible for those who were removed or are suspended, nor with a new account', async () => {
    const person = await at.someone()
    await at.letJoin('Member')
    await joinByDomain(person.self, at.organization.id)
    await tenant.write((tx) =>
      tx.member.updateMany({ where: { userId: person.id }, data: { suspendedAt: new Date() } }),
    )
    expect(await at.offerTo(person)).toBeNull()
    await tenant.write((tx) =>
      tx.member.updateMany({ where: { userId: person.id }, data: { suspendedAt: null } }),
    )
    await removeMembers(await at.as(), { users: [person.id] })
    expect(await at.offerTo(person)).toBeNull()
    expect(await codeOf(joinByDomain(person.self, at.organization.id))).toBe('conflict')
    await deleteAccount(person.self, person.email)
    const again = await tenant.createUser({ email: person.email })
    expect(await at.offerTo(again)).toBeNull()
    expect(await codeOf(joinByDomain(again.self, at.organization.id))).toBe('conflict')
    expect(await codeOf(at.ask(again))).toBe('conflict')
  })

  it('is refused when it waited for the setting to be turned off', async () => {
    const person = await at.someone()
    await at.letJoin('Member')
    const ended = await actAfterLoss(
      tenant,
      (tx) => tx.domainJoinSetting.deleteMany({ where: { domainId: at.domain.id } }),
      () => codeOf(joinByDomain(person.self, at.organization.id)),
    )
    expect(ended).toBe('conflict')
  })
})
