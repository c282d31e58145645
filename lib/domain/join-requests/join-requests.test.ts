import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { retrying } from '@/test/fixtures/invitations'
import { JoiningFixture } from '@/test/fixtures/joining'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { actAfterLoss, codeOf } from '@/test/queued-loss'
import { cleanUpTenant } from '../housekeeping/run-cleanup'
import { deleteAccount } from '../users/delete-account'
import { approveJoinRequest, declineJoinRequest } from './close-join-request'
import { joinByDomain } from './join-by-domain'
import { listJoinRequests } from './queries'
import { withdrawJoinRequest } from './request-to-join'

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

/** Of their requests to join. */
async function namesInEventsAbout({ id }: TestUser): Promise<(string | null)[]> {
  const where = { targetId: id, type: { startsWith: 'join_request.' } }
  const events = await tenant.read((tx) => tx.auditEvent.findMany({ where, include: { people: true } }))
  return events.map(({ people }) => people?.targetName ?? null)
}

describe('a request', () => {
  it('is made once, seen by this organization alone, and can be withdrawn', async () => {
    const person = await at.someone()
    await at.set({ mode: 'ask' })
    await Promise.all([at.ask(person, 'Hello'), at.ask(person, 'Hello'), at.ask(person)])
    const { requests } = await listJoinRequests(await at.as())
    expect(requests).toMatchObject([{ name: 'Nia New', email: person.email }])
    expect(await at.offerTo(person)).toBe('asked')
    const other = await tenant.createOrganization({ owner })
    expect(
      await listJoinRequests(await tenant.accessTo(other, owner, 'read:organization_invitations')),
    ).toEqual({
      requests: [],
      more: false,
    })
    await withdrawJoinRequest(person.self, at.organization.id)
    await withdrawJoinRequest(person.self, at.organization.id)
    expect(await at.offerTo(person)).toBe('ask')
    expect((await at.events()).slice(1)).toEqual(['join_request.created', 'join_request.withdrawn'])
    expect(await namesInEventsAbout(person)).toEqual(['Nia New', 'Nia New'])
    await deleteAccount(person.self, person.email)
    expect(await namesInEventsAbout(person)).toEqual([null, null])
  })

  it('is emailed to members who can approve it, to each at most once an hour', async () => {
    const able = await at.admin()
    await tenant.addMember(at.organization, await tenant.createUser(), ['Member'])
    const suspended = await at.admin()
    await tenant.write((tx) =>
      tx.member.updateMany({ where: { userId: suspended.id }, data: { suspendedAt: new Date() } }),
    )
    await at.set({ mode: 'ask' })
    const askers = await Promise.all([at.someone(), at.someone(), at.someone()])
    await Promise.all(askers.map((person) => at.ask(person)))
    expect(await at.recipients('join_requested')).toEqual([able.email, owner.email].sort())
    for (const data of [{ createdAt: new Date(Date.now() - 3_700_000) }, { state: 'failed' }]) {
      const earlier = await at.recipients('join_requested')
      await tenant.write((tx) => tx.mail.updateMany({ where: { organizationId: at.organization.id }, data }))
      await at.ask(await at.someone())
      expect(await at.recipients('join_requested')).toHaveLength(earlier.length + 2)
    }
  })

  it('is approved once, with a role that the admin may grant', async () => {
    const person = await at.someone()
    const able = await at.admin()
    await at.set({ mode: 'ask' })
    const id = await at.ask(person)
    expect(await codeOf(at.approve(id, { role: 'Owner' }))).toBe('not_yours_to_give')
    expect(await codeOf(at.approve(id, { role: 'Operator', by: able }))).toBe('not_yours_to_give')
    const tries = await Promise.all(
      Array.from({ length: 4 }, () => retrying(() => codeOf(at.approve(id, { by: able })))),
    )
    expect(tries.sort()).toEqual(['conflict', 'conflict', 'conflict', 'done'])
    expect(await at.rolesOf(person)).toEqual(['Member'])
    expect((await at.events()).slice(-2)).toEqual(['join_request.approved', 'member.added'])
    expect(await at.recipients('join_approved')).toEqual([person.email])
    expect(await codeOf(at.decline(id))).toBe('conflict')
  })

  it('is not decided by another organization, nor after the permission is lost, nor for a blocked user', async () => {
    const person = await at.someone()
    await at.set({ mode: 'ask' })
    const id = await at.ask(person)
    const other = await tenant.createOrganization({ owner })
    const abroad = await tenant.accessTo(other, owner, 'create:organization_invitations')
    expect(await codeOf(approveJoinRequest(abroad, { id, roleId: tenant.role('Member') }))).toBe('conflict')
    expect(await codeOf(declineJoinRequest(abroad, id))).toBe('conflict')
    const able = await at.admin()
    const access = await at.as(able)
    const ended = await actAfterLoss(
      tenant,
      (tx) => tx.member.deleteMany({ where: { userId: able.id } }),
      () => codeOf(approveJoinRequest(access, { id, roleId: tenant.role('Member') })),
    )
    expect(ended).toBe('not_found')
    await tenant.write((tx) => tx.user.updateMany({ where: { id: person.id }, data: { blocked: true } }))
    expect(await at.pendingOf(person)).toBe('none')
    expect(await codeOf(at.approve(id))).toBe('conflict')
  })

  it('cannot be made again for 30 days once declined', async () => {
    const person = await at.someone()
    await at.set({ mode: 'ask' })
    await at.decline(await at.ask(person))
    expect(await at.recipients('join_declined')).toEqual([person.email])
    expect(await at.offerTo(person)).toBeNull()
    expect(await codeOf(at.ask(person))).toBe('conflict')
    await at.letJoin('Member')
    expect(await codeOf(joinByDomain(person.self, at.organization.id))).toBe('conflict')
    await tenant.write((tx) =>
      tx.joinRequest.updateMany({
        where: { userId: person.id },
        data: { closedAt: new Date(Date.now() - 31 * 86_400_000) },
      }),
    )
    expect(await at.offerTo(person)).toBe('join as Member')
    await cleanUpTenant(tenant.tenantId)
    expect(await tenant.read((tx) => tx.joinRequest.count({ where: { userId: person.id } }))).toBe(0)
  })
})
