import { beforeAll, expect, it } from 'vitest'
import { newId } from '@/lib/ids'
import { createTestTenant, type TestTenant, type TestUser } from '@/test/fixtures/tenant'
import { cleanUpTenant } from './run-cleanup'

let tenant: TestTenant
let owner: TestUser

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser()
})

it('an organization is permanently deleted after 30 days, with its slugs, members and invitations', async () => {
  const gone = await deleted({ daysAgo: 30.01 })
  const restorable = await deleted({ daysAgo: 29.9 })
  const living = await tenant.createOrganization({ owner })
  await cleanUpTenant(tenant.tenantId)

  const where = { tenantId: tenant.tenantId }
  const left = await tenant.read((tx) => tx.organization.findMany({ where, select: { id: true } }))
  expect(left.map(({ id }) => id).sort()).toEqual([restorable.id, living.id].sort())
  const [slugs, members] = await Promise.all([
    tenant.read((tx) => tx.organizationSlug.count({ where: { ...where, slug: gone.slug } })),
    tenant.read((tx) => tx.member.count({ where: { ...where, organizationId: gone.id } })),
  ])
  expect({ slugs, members }).toEqual({ slugs: 0, members: 0 })
  expect(await eventsAbout(gone.id, 'organization.purged')).toMatchObject([
    { actorKind: 'system', organizationId: gone.id, details: { before: { slug: gone.slug } } },
  ])
})

it('an old slug is free again once it is no longer held, and not before', async () => {
  const organization = await tenant.createOrganization({ owner })
  await tenant.write((tx) =>
    tx.organizationSlug.createMany({
      data: [
        {
          slug: 'free-by-now',
          skeleton: 'free-by-now',
          organizationId: organization.id,
          heldUntil: inDays(-0.01),
        },
        { slug: 'still-held', skeleton: 'still-held', organizationId: organization.id, heldUntil: inDays(1) },
      ],
    }),
  )
  await cleanUpTenant(tenant.tenantId)
  const slugs = await tenant.read((tx) =>
    tx.organizationSlug.findMany({ where: { tenantId: tenant.tenantId, organizationId: organization.id } }),
  )
  expect(slugs.map(({ slug }) => slug).sort()).toEqual([organization.slug, 'still-held'].sort())
})

it('overdue invitations expire, each with its event, however many; others stay as they are', async () => {
  const organization = await tenant.createOrganization({ owner })
  const overdue = await invitations(organization.id, { count: 205, expiresAt: inDays(-0.01) })
  const [open] = await invitations(organization.id, { count: 1, expiresAt: inDays(1) })
  const [revoked] = await invitations(organization.id, { count: 1, expiresAt: inDays(-1), state: 'revoked' })
  await cleanUpTenant(tenant.tenantId)

  const where = { tenantId: tenant.tenantId, organizationId: organization.id }
  const rows = await tenant.read((tx) => tx.invitation.findMany({ where }))
  const stateOf = new Map(rows.map(({ id, state }) => [id, state]))
  expect(new Set(overdue.map((id) => stateOf.get(id)))).toEqual(new Set(['expired']))
  expect([stateOf.get(open ?? ''), stateOf.get(revoked ?? '')]).toEqual(['pending', 'revoked'])
  const events = await tenant.read((tx) =>
    tx.auditEvent.findMany({ where: { ...where, type: 'invitation.expired' } }),
  )
  expect(events.map(({ targetId }) => targetId).sort()).toEqual([...overdue].sort())
})

it('two cleanups at once log the end of each invitation once', async () => {
  const organization = await tenant.createOrganization({ owner })
  await invitations(organization.id, { count: 50, expiresAt: inDays(-0.01) })
  await Promise.all([cleanUpTenant(tenant.tenantId), cleanUpTenant(tenant.tenantId)])
  const events = await tenant.read((tx) =>
    tx.auditEvent.count({
      where: { tenantId: tenant.tenantId, organizationId: organization.id, type: 'invitation.expired' },
    }),
  )
  expect(events).toBe(50)
})

it('email tokens, sessions and sent emails are deleted after 30 days, the last email of an account at once', async () => {
  const old = await person(inDays(-31))
  const fresh = await person(inDays(-29))
  await createTokenAndEmails('old', inDays(-31))
  await createTokenAndEmails('fresh', inDays(-29))
  const last = {
    id: newId('mail'),
    recipient: 'deleted@tenant.test',
    template: 'account_deleted',
    payload: {},
  }
  await tenant.write((tx) => tx.mail.create({ data: { ...last, state: 'sent' } }))
  await cleanUpTenant(tenant.tenantId)

  const where = { tenantId: tenant.tenantId }
  const sessions = await tenant.read((tx) =>
    tx.session.findMany({
      where: { ...where, id: { in: [old.sessionId, fresh.sessionId, owner.sessionId] } },
    }),
  )
  expect(sessions.map(({ id }) => id).sort()).toEqual([fresh.sessionId, owner.sessionId].sort())
  const proofs = await tenant.read((tx) => tx.emailProof.findMany({ where }))
  expect(proofs.map(({ email }) => email)).toEqual(['fresh@tenant.test'])
  const mails = await tenant.read((tx) =>
    tx.mail.findMany({ where, orderBy: [{ recipient: 'asc' }, { state: 'asc' }] }),
  )
  expect(mails.map(({ recipient, state }) => `${recipient} ${state}`)).toEqual([
    'fresh@tenant.test queued',
    'fresh@tenant.test sent',
    'old@tenant.test queued',
  ])
})

it('a session is kept as long as a sign-in to an application comes from it', async () => {
  const { id: userId, sessionId } = await person(inDays(-31))
  const id = newId('authorization')
  await tenant.write(async (tx) => {
    const client = await tx.client.create({
      data: { id: newId('client'), name: 'Web', appType: 'spa', tokenEndpointAuthMethod: 'none' },
    })
    const made = { id, clientId: client.id, userId, sessionId, connectionId: tenant.connection('password') }
    await tx.authorization.create({ data: { ...made, offline: true, payload: {}, expiresAt: inDays(1) } })
  })
  const left = () => tenant.read((tx) => tx.session.count({ where: { id: sessionId } }))
  await cleanUpTenant(tenant.tenantId)
  expect(await left()).toBe(1)
  await tenant.write((tx) => tx.authorization.updateMany({ where: { id }, data: { expiresAt: inDays(-2) } }))
  await cleanUpTenant(tenant.tenantId)
  expect(await left()).toBe(0)
})

async function deleted({ daysAgo }: { daysAgo: number }) {
  const organization = await tenant.createOrganization({ owner })
  await tenant.write((tx) =>
    tx.organization.updateMany({
      where: { tenantId: tenant.tenantId, id: organization.id },
      data: { deletedAt: inDays(-daysAgo) },
    }),
  )
  return organization
}

async function invitations(
  organizationId: string,
  given: { count: number; expiresAt: Date; state?: string },
): Promise<string[]> {
  const { count, ...fields } = given
  const ids = Array.from({ length: count }, () => newId('invitation'))
  await tenant.write((tx) =>
    tx.invitation.createMany({
      data: ids.map((id) => ({
        id,
        organizationId,
        email: `${id}@tenant.test`,
        emailFolded: `${id}@tenant.test`,
        inviterName: 'Nobody Special',
        ...fields,
      })),
    }),
  )
  return ids
}

async function person(endedAt: Date): Promise<TestUser> {
  const made = await tenant.createUser()
  await tenant.write((tx) =>
    tx.session.updateMany({ where: { tenantId: tenant.tenantId, id: made.sessionId }, data: { endedAt } }),
  )
  return made
}

async function createTokenAndEmails(name: string, createdAt: Date): Promise<void> {
  const email = `${name}@tenant.test`
  await tenant.write(async (tx) => {
    await tx.emailProof.create({
      data: {
        id: newId('proof'),
        purpose: 'sign_in',
        email,
        emailFolded: email,
        tokenHash: name,
        createdAt,
        expiresAt: createdAt,
      },
    })
    await tx.mail.createMany({
      data: ['sent', 'queued'].map((state) => ({
        id: newId('mail'),
        recipient: email,
        template: 'sign_in',
        payload: {},
        state,
        createdAt,
      })),
    })
  })
}

function eventsAbout(targetId: string, type: string) {
  return tenant.read((tx) => tx.auditEvent.findMany({ where: { tenantId: tenant.tenantId, targetId, type } }))
}

function inDays(days: number): Date {
  return new Date(Date.now() + days * 86_400_000)
}
