import { beforeAll, describe, expect, it } from 'vitest'
import { withOrigin } from '@/lib/db/events'
import { findUserByEmail, refusalCode } from '@/test/fixtures/signed-out'
import { inviteesOf } from '@/test/fixtures/invitations'
import {
  createTestTenant,
  type TestOrganization,
  type TestTenant,
  type TestUser,
} from '@/test/fixtures/tenant'
import { invite, getOnlyInvitation } from '../invitations/invite'
import { leaveOrganization } from '../members/leave-organization'
import { removeMembers, wasRemovedRecently } from '../members/remove-members'
import { suspendMembers } from '../members/suspend-members'
import { deleteAccount } from './delete-account'
import { findSession } from './find-session'

let tenant: TestTenant

beforeAll(async () => {
  tenant = await createTestTenant()
})

function remove(person: TestUser) {
  return deleteAccount(person.self, ` ${person.email.toUpperCase()} `.trim())
}

describe('deleting one’s account', () => {
  it('ends memberships and sessions, and leaves events without personal data', async () => {
    const ann = await tenant.createUser()
    const ben = await tenant.createUser()
    const place = await tenant.createOrganization({ owner: ann })
    await tenant.addMember(place, ben, ['Owner'])
    const elsewhere = await tenant.createOrganization({ owner: ann })
    const inviter = await tenant.accessTo(elsewhere, ann, 'create:organization_invitations')
    const { id } = getOnlyInvitation(
      await invite(inviter, { invitees: inviteesOf([ben.email], [tenant.role('Member')]) }),
    )
    const ofBen = { subjectId: { in: [ben.id, id] } }
    expect(await tenant.read((tx) => tx.auditWord.count({ where: ofBen }))).toBeGreaterThan(0)
    await withOrigin({ ip: '192.0.2.7', userAgent: 'Test' }, () => remove(ben))
    expect(await tenant.read((tx) => tx.auditWord.count({ where: ofBen }))).toBe(0)
    expect(await findUserByEmail(tenant, ben.email)).toBeNull()
    expect(await findSession(tenant.tenantId, ben.sessionId, ben.id)).toBeNull()
    const emails = await tenant.read((tx) => tx.mail.findMany({ where: { recipient: ben.email } }))
    expect(emails.map(({ template }) => template)).toEqual(['account_deleted'])
    const events = await tenant.read((tx) =>
      tx.auditEvent.findMany({ where: { actorId: ben.id, targetId: ben.id }, orderBy: { type: 'asc' } }),
    )
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['member.removed', 'user.deleted']))
    expect(await tenant.read((tx) => tx.auditPeople.count({ where: { targetEmail: ben.email } }))).toBe(0)
    expect(await tenant.read((tx) => tx.auditPeople.count({ where: { ip: '192.0.2.7' } }))).toBe(0)
    expect(await refusalCode(remove(ben))).toBe('sign_in_again')
  })

  it('is refused to the last owner of an organization, until another member is one', async () => {
    const ann = await tenant.createUser()
    const ben = await tenant.createUser()
    const place = await tenant.createOrganization({ owner: ann })
    await tenant.addMember(place, ben, ['Admin'])
    expect(await refusalCode(remove(ann))).toBe('last_owner')
    expect(await findSession(tenant.tenantId, ann.sessionId, ann.id)).not.toBeNull()
    await remove(ben)
  })

  it.each(['deletes theirs', 'leaves'])(
    'leaves one of two owners if the other %s at the same moment',
    async (act) => {
      for (let round = 0; round < 5; round += 1) {
        const [ann, ben] = await Promise.all([tenant.createUser(), tenant.createUser()])
        const place = await tenant.createOrganization({ owner: ann })
        await tenant.addMember(place, ben, ['Owner'])
        const leaving = await tenant.accessTo(place, ben)
        const acts = [remove(ann), act === 'leaves' ? leaveOrganization(leaving) : remove(ben)]
        const codes = await Promise.all(acts.map((one) => one.then(() => 'done', codeOf)))
        expect(codes.sort()).toEqual(['done', 'last_owner'])
      }
    },
  )

  it.each(['suspended', 'removed'])('keeps in force that an organization %s the user', async (act) => {
    const [ann, ben] = await Promise.all([tenant.createUser(), tenant.createUser()])
    const place = await tenant.createOrganization({ owner: ann })
    const elsewhere = await tenant.createOrganization({ owner: ann })
    await tenant.addMember(place, ben, ['Member'])
    const owner = await tenant.accessTo(place, ann, 'delete:organization_members')
    if (act === 'suspended') await suspendMembers(owner, { users: [ben.id], isSuspended: true })
    else await removeMembers(owner, { users: [ben.id], mustBeMembers: true, revokeInvitations: false })
    await remove(ben)
    const again = await tenant.createUser({ email: ben.email })
    const wasRemoved = (user: TestUser, { id: organizationId }: TestOrganization) =>
      tenant.read((tx) => wasRemovedRecently(tx, { organizationId, userId: user.id }))
    expect(await wasRemoved(again, place)).toBe(true)
    expect(await wasRemoved(again, elsewhere)).toBe(false)
    expect(await wasRemoved(await tenant.createUser(), place)).toBe(false)
    const kept = await tenant.read((tx) => tx.barredAddress.findMany())
    expect(kept.map(({ addressHash }) => addressHash)).toContainEqual(expect.stringMatching(/^[0-9a-f]{64}$/))
    expect(JSON.stringify(kept)).not.toContain(ben.email)
  })

  it('needs the typed address and a sign-in within the last fifteen minutes', async () => {
    const ann = await tenant.createUser()
    expect(await refusalCode(deleteAccount(ann.self, 'yes'))).toBe('invalid')
    await tenant.write((tx) =>
      tx.session.update({
        where: { tenantId_id: { tenantId: tenant.tenantId, id: ann.sessionId } },
        data: { authTime: new Date(Date.now() - 16 * 60_000) },
      }),
    )
    expect(await refusalCode(remove(ann))).toBe('sign_in_again')
  })
})

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : error
}
