import { describe, expect, it } from 'vitest'
import { authorize } from '@/lib/access'
import { removeMembers } from '@/lib/domain/members/remove-members'
import { deleteOrganization } from '@/lib/domain/organizations/delete-organization'
import { suspendOrganization } from '@/lib/domain/organizations/suspend-organization'
import { endAllSessions } from '@/lib/domain/organizations/end-all-sessions'
import { changePassword } from '@/lib/domain/users/change-password'
import { createEmailToken, emailTokenSecrets } from '@/lib/domain/users/email-token'
import { endOtherSessions } from '@/lib/domain/users/end-sessions'
import { resetPassword } from '@/lib/domain/users/reset-password'
import { startIssuedTokens, type Users } from '@/test/fixtures/issued-tokens'
import { refresh } from '@/test/fixtures/openid'
import { createOperator } from '@/test/fixtures/operator'
import { address, from } from '@/test/fixtures/signed-out'
import { testPassword, type TestUser, type TestOrganization } from '@/test/fixtures/tenant'

const { tenant, openid, createUsers, secondSession, issueTokens, expectRevoked } = await startIssuedTokens()

/** What ends all of a user’s codes and tokens, in every organization. */
const endsForUser: [string, (user: TestUser) => Promise<unknown>][] = [
  [
    'the user changes the password in another session',
    async (user) =>
      changePassword((await secondSession(user)).self, {
        current: testPassword,
        password: 'another-front-door-by-far',
      }),
  ],
  [
    'the password is reset by email',
    async (user) => {
      const token = await resetToken(user)
      return from(() => resetPassword(tenant.tenantId, { token, password: 'another-front-door-by-far' }))
    },
  ],
  ['the user signs out everywhere else', async (user) => endOtherSessions((await secondSession(user)).self)],
  [
    'the user is blocked',
    (user) => tenant.write((tx) => tx.user.updateMany({ where: { id: user.id }, data: { blocked: true } })),
  ],
]

/** What ends a member’s codes and tokens for one organization. */
const endsForOrganization: [string, (users: Users) => Promise<unknown>][] = [
  [
    'the member is removed',
    async ({ owner, member, organization }) =>
      removeMembers(await tenant.accessTo(organization, owner, 'delete:organization_members'), {
        users: [member.id],
      }),
  ],
  ['the member is suspended', ({ member, organization }) => suspendMember(member, organization)],
  [
    'all sessions are ended',
    async ({ owner, organization }) =>
      endAllSessions(await tenant.accessTo(organization, owner, 'update:organization_security')),
  ],
  ['the organization is suspended', ({ organization }) => suspend(organization)],
  [
    'the organization is deleted',
    async ({ owner, organization }) =>
      deleteOrganization(await tenant.accessTo(organization, owner, 'delete:organizations')),
  ],
]

describe.each(endsForUser)('when %s', (_name, end) => {
  it('no code, refresh token or opaque token of the user works any more', async () => {
    const { member, organization } = await createUsers()
    const everywhere = await Promise.all([issueTokens(member), issueTokens(member, organization)])
    await end(member)
    for (const had of everywhere) await expectRevoked(had)
  })

  it('the codes and tokens of other users keep working', async () => {
    const { owner, member, organization } = await createUsers()
    const others = await issueTokens(owner, organization)
    await end(member)
    expect(await refresh(openid, others.tokens.refresh_token)).toMatchObject({ status: 200 })
    expect(await others.redeem()).toMatchObject({ status: 200 })
  })
})

describe.each(endsForOrganization)('in an organization, when %s', (_name, end) => {
  it('no code, refresh token or opaque token for it works any more', async () => {
    const users = await createUsers()
    const had = await issueTokens(users.member, users.organization)
    await end(users)
    await expectRevoked(had)
  })

  it('codes and tokens outside that organization keep working', async () => {
    const users = await createUsers()
    const { tokens, redeem } = await issueTokens(users.member)
    await end(users)
    expect(await refresh(openid, tokens.refresh_token)).toMatchObject({ status: 200 })
    expect(await redeem()).toMatchObject({ status: 200 })
  })
})

async function resetToken({ id: userId, email }: TestUser): Promise<string> {
  const emailToken = {
    tenantId: tenant.tenantId,
    purpose: 'reset_password' as const,
    address: address(email),
    userId,
  }
  return emailTokenSecrets({ id: await tenant.write((tx) => createEmailToken(tx, emailToken)) }).token
}

function suspendMember(member: TestUser, organization: TestOrganization) {
  const where = { userId: member.id, organizationId: organization.id }
  return tenant.write((tx) => tx.member.updateMany({ where, data: { suspendedAt: new Date() } }))
}

async function suspend({ id }: TestOrganization): Promise<void> {
  const operator = await tenant.tenantAccess(await createOperator(tenant))
  const { kind: _, needed: __, ...actor } = operator
  const within = { ...actor, kind: 'organization', organizationId: id, isTenantLevel: true } as const
  await suspendOrganization(authorize(within, 'update:organizations'), { reason: 'Unpaid' })
}
