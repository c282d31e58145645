import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import type { Tx } from '@/lib/db/prisma'
import { env } from '@/lib/env'
import { createOperator } from '@/test/fixtures/operator'
import { mailsTo, refusalCode } from '@/test/fixtures/signed-out'
import { createTestTenant, type TestTenant, type TestUser, testPassword } from '@/test/fixtures/tenant'
import { emailAddress, type EmailAddress } from '../text/email-address'
import { getAccount } from './account'
import { wasRemovedRecently } from '../members/remove-members'
import { changeEmail, requestEmailChange } from './change-email'
import { changeUser } from './change-user'
import { emailTokenSecrets } from './email-token'
import { findSession } from './find-session'
import { openSession } from './open-session'
import { deleteAccount } from './delete-account'
import { requestPasswordReset, resetPassword } from './reset-password'
import { requestSignInEmail, signInWithEmail } from './sign-in-with-email'

let tenant: TestTenant

beforeAll(async () => {
  tenant = await createTestTenant()
})

function newAddress(): EmailAddress {
  return emailAddress.parse(`${randomUUID().slice(0, 8)}@change.test`)
}

async function emailOf({ self }: TestUser): Promise<string> {
  return (await getAccount(self)).email
}

async function asked(person: TestUser, address: EmailAddress): Promise<{ proofId: string; code: string }> {
  const { proofId } = await requestEmailChange(person.self, address)
  return { proofId, code: emailTokenSecrets({ id: proofId }).code }
}

async function templatesTo(email: string): Promise<string[]> {
  return (await mailsTo(tenant, email)).map(({ template }) => template)
}

describe('changing one’s email address', () => {
  it('takes the code that went to the new one, tells both, and voids links to the previous one', async () => {
    const ann = await tenant.createUser()
    await requestPasswordReset(tenant.tenantId, { address: emailAddress.parse(ann.email) })
    const next = newAddress()
    const key = await asked(ann, next)
    expect(await emailOf(ann)).toBe(ann.email)
    const connectionId = tenant.connection('password')
    const { opened: other } = await tenant.write((tx) =>
      openSession(tx, { tenantId: tenant.tenantId, userId: ann.id, connectionId, amr: ['pwd'] }),
    )
    await changeEmail(ann.self, key)
    expect(await emailOf(ann)).toBe(next.email)
    expect(await findSession(tenant.tenantId, other.sessionId, ann.id)).toBeNull()
    expect(await findSession(tenant.tenantId, ann.sessionId, ann.id)).not.toBeNull()
    expect(await templatesTo(next.email)).toEqual(['email_change_code', 'email_changed'])
    expect(await templatesTo(ann.email)).toEqual(['reset_password', 'email_changed'])
    expect(await tenant.read((tx) => tx.emailProof.count({ where: { userId: ann.id, usedAt: null } }))).toBe(
      0,
    )
    const events = await tenant.read((tx) =>
      tx.auditEvent.findMany({ where: { type: 'user.email_changed', targetId: ann.id } }),
    )
    expect(events).toHaveLength(1)
    expect(await refusalCode(changeEmail(ann.self, key))).toBe('gone')
  })

  it('asks for a taken address as for any other; only its owner’s code meets the conflict', async () => {
    const ann = await tenant.createUser()
    const ben = await tenant.createUser()
    const key = await asked(ann, emailAddress.parse(ben.email))
    expect(await templatesTo(ben.email)).toEqual(['email_change_code'])
    expect(await refusalCode(changeEmail(ann.self, key))).toBe('conflict')
    expect(await Promise.all([emailOf(ann), emailOf(ben)])).toEqual([ann.email, ben.email])
  })

  it('refuses a wrong code, another user’s request, and more than five attempts', async () => {
    const ann = await tenant.createUser()
    const ben = await tenant.createUser()
    const key = await asked(ann, newAddress())
    expect(await refusalCode(changeEmail(ben.self, key))).toBe('gone')
    const wrong = { ...key, code: key.code === '000000' ? '000001' : '000000' }
    for (let attempt = 0; attempt < 5; attempt += 1)
      expect(await refusalCode(changeEmail(ann.self, wrong))).toBe('gone')
    expect(await refusalCode(changeEmail(ann.self, key))).toBe('gone')
    expect(await Promise.all([emailOf(ann), emailOf(ben)])).toEqual([ann.email, ben.email])
  })

  it('needs a sign-in within the last fifteen minutes, and a new address', async () => {
    const ann = await tenant.createUser()
    const key = await asked(ann, newAddress())
    expect(await refusalCode(requestEmailChange(ann.self, emailAddress.parse(ann.email)))).toBe('invalid')
    await tenant.write((tx) =>
      tx.session.update({
        where: { tenantId_id: { tenantId: tenant.tenantId, id: ann.sessionId } },
        data: { authTime: new Date(Date.now() - 16 * 60_000) },
      }),
    )
    expect(await refusalCode(requestEmailChange(ann.self, newAddress()))).toBe('sign_in_again')
    expect(await refusalCode(changeEmail(ann.self, key))).toBe('sign_in_again')
    expect(await emailOf(ann)).toBe(ann.email)
  })

  it.each(['the user', 'an operator'])(
    'by %s does not let a user in again by the previous one that an organization has suspended',
    async (by) => {
      const ann = await tenant.createUser()
      const place = await tenant.createOrganization({ owner: await tenant.createUser() })
      await tenant.addMember(place, ann, ['Member'])
      const membership = { organizationId: place.id, userId: ann.id }
      await tenant.write((tx) =>
        tx.member.updateMany({ where: membership, data: { suspendedAt: new Date() } }),
      )
      if (by === 'the user') await changeEmail(ann.self, await asked(ann, newAddress()))
      else {
        const access = await tenant.tenantAccess(await createOperator(tenant), 'update:users')
        await changeUser(access, { userId: ann.id, address: newAddress() })
      }
      const again = await tenant.createUser({ email: ann.email })
      const joining = { organizationId: place.id, userId: again.id }
      expect(await tenant.read((tx) => wasRemovedRecently(tx, joining))).toBe(true)
      expect(await tenant.read((tx) => tx.member.count({ where: membership }))).toBe(1)
    },
  )

  it('ends what was emailed to the previous one, also what was created a moment later', async () => {
    const ann = await tenant.createUser()
    const { tenantId } = tenant
    const address = emailAddress.parse(ann.email)
    const { proofId } = await requestSignInEmail(tenantId, { address })
    await requestPasswordReset(tenantId, { address })
    const { email, folded: emailFolded } = newAddress()
    const where = { id: ann.id }
    await tenant.write((tx) => tx.user.updateMany({ where, data: { email, emailFolded } }))
    const tokens = await tenant.read((tx) => tx.emailProof.findMany({ where: { userId: ann.id } }))
    expect(tokens).toHaveLength(2)
    expect(await refusalCode(signInWithEmail(tenantId, emailTokenSecrets({ id: proofId })))).toBe('gone')
    const reset = tokens.find(({ purpose }) => purpose === 'reset_password')
    const { token } = emailTokenSecrets({ id: reset?.id ?? '' })
    expect(await refusalCode(resetPassword(tenantId, { token, password: testPassword }))).toBe('gone')
  })

  it('is found when the account is deleted, unless another user has the previous address', async () => {
    const ann = await tenant.createUser()
    const ben = await tenant.createUser()
    const [next, nextOfBen] = [newAddress(), newAddress()]
    await changeEmail(ann.self, await asked(ann, next))
    await changeEmail(ben.self, await asked(ben, nextOfBen))
    const nextHolder = await tenant.createUser({ email: ben.email })
    await deleteAccount(ann.self, next.email)
    await deleteAccount(ben.self, nextOfBen.email)
    expect(await templatesTo(ann.email)).toEqual([])
    expect(await templatesTo(nextHolder.email)).toEqual(['email_changed'])
  })

  /** Without statistics of these rows, the planner takes any index of the tenant’s for as cheap. */
  async function analyze(table: string): Promise<void> {
    const { pathname } = new URL(env().databaseUrl)
    const connectionString = Object.assign(new URL(inject('superuserUrl')), { pathname }).href
    const superuser = new pg.Client({ connectionString })
    await superuser.connect()
    await superuser.query(`ANALYZE ${table}`)
    await superuser.end()
  }

  /** In a table of few rows, any index is as cheap. */
  async function addMails(tx: Tx): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO mails (tenant_id, id, recipient, template, payload, state)
      SELECT ${tenant.tenantId}, gen_random_uuid()::text, n || '@tenant.test', 'email_changed', '{}', 'sent'
      FROM generate_series(1, 3000) n`
  }

  it.each([
    ['mails', 'recipient_folded', 'mails_by_recipient'],
    ['audit_people', 'target_email_folded', 'audit_people_by_target_address'],
  ])('is found by an index in %s', async (table, column, index) => {
    await tenant.write(addMails)
    await analyze(table)
    const plan = await tenant.read(async (tx) => {
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`
      return tx.$queryRawUnsafe(
        `EXPLAIN SELECT FROM ${table} WHERE tenant_id = '${tenant.tenantId}' AND ${column} = ANY ('{a,b}'::text[])`,
      )
    })
    const text = JSON.stringify(plan)
    expect(text).toContain(index)
    expect(text).toMatch(new RegExp(`Index Cond: [^"]*${column}`))
  })
})
