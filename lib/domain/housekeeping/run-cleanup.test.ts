import { afterAll, beforeAll, expect, test } from 'vitest'
import { disconnect } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { makeHouse, type House, type Person } from '@/test/house'
import { cleanUpTenant } from './run-cleanup'

let house: House
let owner: Person

beforeAll(async () => {
  house = await makeHouse()
  owner = await house.person()
})

afterAll(disconnect)

test('an organization goes for good once its 30 days are over, with its slugs, members and invitations', async () => {
  const gone = await deleted({ daysAgo: 30.01 })
  const restorable = await deleted({ daysAgo: 29.9 })
  const living = await house.organization({ owner })
  await cleanUpTenant(house.tenantId)

  const where = { tenantId: house.tenantId }
  const left = await house.look((tx) => tx.organization.findMany({ where, select: { id: true } }))
  expect(left.map(({ id }) => id).sort()).toEqual([restorable.id, living.id].sort())
  const slugs = await house.look((tx) => tx.organizationSlug.count({ where: { ...where, slug: gone.slug } }))
  const members = await house.look((tx) => tx.member.count({ where: { ...where, organizationId: gone.id } }))
  expect({ slugs, members }).toEqual({ slugs: 0, members: 0 })
  expect(await eventsAbout(gone.id, 'organization.purged')).toMatchObject([
    { actorKind: 'system', organizationId: gone.id, details: { before: { slug: gone.slug } } },
  ])
})

test('an old slug is free again when its time is over, and not before', async () => {
  const place = await house.organization({ owner })
  await house.arrange((tx) =>
    tx.organizationSlug.createMany({
      data: [
        { slug: 'free-by-now', skeleton: 'free-by-now', organizationId: place.id, heldUntil: inDays(-0.01) },
        { slug: 'still-held', skeleton: 'still-held', organizationId: place.id, heldUntil: inDays(1) },
      ],
    }),
  )
  await cleanUpTenant(house.tenantId)
  const slugs = await house.look((tx) =>
    tx.organizationSlug.findMany({ where: { tenantId: house.tenantId, organizationId: place.id } }),
  )
  expect(slugs.map(({ slug }) => slug).sort()).toEqual([place.slug, 'still-held'].sort())
})

test('overdue invitations expire, each with its event, however many; others stay as they are', async () => {
  const place = await house.organization({ owner })
  const overdue = await invitations(place.id, { count: 205, expiresAt: inDays(-0.01) })
  const [open] = await invitations(place.id, { count: 1, expiresAt: inDays(1) })
  const [revoked] = await invitations(place.id, { count: 1, expiresAt: inDays(-1), state: 'revoked' })
  await cleanUpTenant(house.tenantId)

  const where = { tenantId: house.tenantId, organizationId: place.id }
  const rows = await house.look((tx) => tx.invitation.findMany({ where }))
  const stateOf = new Map(rows.map(({ id, state }) => [id, state]))
  expect(new Set(overdue.map((id) => stateOf.get(id)))).toEqual(new Set(['expired']))
  expect([stateOf.get(open ?? ''), stateOf.get(revoked ?? '')]).toEqual(['pending', 'revoked'])
  const events = await house.look((tx) =>
    tx.auditEvent.findMany({ where: { ...where, type: 'invitation.expired' } }),
  )
  expect(events.map(({ targetId }) => targetId).sort()).toEqual([...overdue].sort())
})

test('two housekeepers at once tell of each invitation once', async () => {
  const place = await house.organization({ owner })
  await invitations(place.id, { count: 50, expiresAt: inDays(-0.01) })
  await Promise.all([cleanUpTenant(house.tenantId), cleanUpTenant(house.tenantId)])
  const events = await house.look((tx) =>
    tx.auditEvent.count({
      where: { tenantId: house.tenantId, organizationId: place.id, type: 'invitation.expired' },
    }),
  )
  expect(events).toBe(50)
})

test('proofs, sessions and settled mails are kept for 30 days after their use', async () => {
  const [old, fresh] = [await person(inDays(-31)), await person(inDays(-29))]
  await proofAndMails('old', inDays(-31))
  await proofAndMails('fresh', inDays(-29))
  await cleanUpTenant(house.tenantId)

  const where = { tenantId: house.tenantId }
  const sessions = await house.look((tx) =>
    tx.session.findMany({
      where: { ...where, id: { in: [old.sessionId, fresh.sessionId, owner.sessionId] } },
    }),
  )
  expect(sessions.map(({ id }) => id).sort()).toEqual([fresh.sessionId, owner.sessionId].sort())
  const proofs = await house.look((tx) => tx.emailProof.findMany({ where }))
  expect(proofs.map(({ email }) => email)).toEqual(['fresh@house.test'])
  const mails = await house.look((tx) =>
    tx.mail.findMany({ where, orderBy: [{ recipient: 'asc' }, { state: 'asc' }] }),
  )
  expect(mails.map(({ recipient, state }) => `${recipient} ${state}`)).toEqual([
    'fresh@house.test queued',
    'fresh@house.test sent',
    'old@house.test queued',
  ])
})

async function deleted({ daysAgo }: { daysAgo: number }) {
  const place = await house.organization({ owner })
  await house.arrange((tx) =>
    tx.organization.updateMany({
      where: { tenantId: house.tenantId, id: place.id },
      data: { deletedAt: inDays(-daysAgo) },
    }),
  )
  return place
}

async function invitations(
  organizationId: string,
  given: { count: number; expiresAt: Date; state?: string },
): Promise<string[]> {
  const { count, ...fields } = given
  const ids = Array.from({ length: count }, () => newId('invitation'))
  await house.arrange((tx) =>
    tx.invitation.createMany({
      data: ids.map((id) => ({
        id,
        organizationId,
        email: `${id}@house.test`,
        emailFolded: `${id}@house.test`,
        inviterName: 'Nobody Special',
        ...fields,
      })),
    }),
  )
  return ids
}

async function person(endedAt: Date): Promise<Person> {
  const made = await house.person()
  await house.arrange((tx) =>
    tx.session.updateMany({ where: { tenantId: house.tenantId, id: made.sessionId }, data: { endedAt } }),
  )
  return made
}

async function proofAndMails(name: string, createdAt: Date): Promise<void> {
  const email = `${name}@house.test`
  await house.arrange(async (tx) => {
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
  return house.look((tx) => tx.auditEvent.findMany({ where: { tenantId: house.tenantId, targetId, type } }))
}

function inDays(days: number): Date {
  return new Date(Date.now() + days * 86_400_000)
}
