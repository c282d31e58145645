import { beforeAll, describe, expect, it } from 'vitest'
import { requestPasswordReset } from '@/lib/domain/users/reset-password'
import { createUser } from '@/lib/domain/users/create-user'
import { findSession } from '@/lib/domain/users/find-session'
import { renameUser } from '@/lib/domain/users/account'
import { signInWithPassword } from '@/lib/domain/users/sign-in-with-password'
import { startApi, type Api, type ApiCaller } from '@/test/api'
import { createTestTenant, type TestUser, type TestOrganization } from '@/test/fixtures/tenant'
import { eventsOf, createOperator } from '@/test/fixtures/operator'

let api: Api
let deleter: ApiCaller
let tenantId: string

beforeAll(async () => {
  api = await startApi()
  ;({ tenantId } = api.tenant)
  deleter = await api.asMachine(['delete:users'])
})

function pathOf({ id }: { id: string }): string {
  return `users/${encodeURIComponent(id)}`
}

async function isIn(person: TestUser): Promise<boolean> {
  return (await findSession(tenantId, person.sessionId, person.id)) !== null
}

/** An operator, and an application that calls with the operator’s token. */
async function operating(): Promise<{ person: TestUser; caller: ApiCaller }> {
  const person = await createOperator(api.tenant)
  return { person, caller: await api.asUser(person) }
}

describe('DELETE /users/{id}', () => {
  it('204: deletes the user with all of their data; the organization may be left without an owner', async () => {
    const { person, caller } = await operating()
    const organization = await api.tenant.createOrganization({ owner: person })
    const { status, text } = await deleter.send('DELETE', `${pathOf(person)}?remove_last_owner=true`)
    expect([status, text]).toEqual([204, ''])
    expect((await caller.get('users?per_page=1')).status).toBe(401)
    expect(await isIn(person)).toBe(false)
    const of = { tenantId, userId: person.id }
    const left = await api.tenant.read(async (tx) => [
      await tx.user.count({ where: { tenantId, id: person.id } }),
      await tx.session.count({ where: of }),
      await tx.authorization.count({ where: of }),
      await tx.member.count({ where: { tenantId, organizationId: organization.id } }),
      await tx.userRole.count({ where: of }),
    ])
    expect(left).toEqual([0, 0, 0, 0, 0])
    expect((await eventsOf(api.tenant, 'user.deleted')).at(-1)).toMatchObject({
      actorId: deleter.client.id,
      targetId: person.id,
      people: { targetName: null, targetEmail: null },
    })
    expect((await eventsOf(api.tenant, 'member.removed')).at(-1)).toMatchObject({
      organizationId: organization.id,
      targetId: person.id,
      details: { before: ['Owner'], after: null },
    })
  })

  it('204: operators may delete themselves', async () => {
    const { person, caller } = await operating()
    expect((await caller.send('DELETE', pathOf(person))).status).toBe(204)
    expect((await eventsOf(api.tenant, 'user.deleted')).at(-1)).toMatchObject({ actorId: person.id })
  })

  it('204: nothing names the user any more; open invitations stay, theirs without an inviter', async () => {
    const person = await api.tenant.createUser({ email: 'canary@tenant.test', name: 'Canary Bird' })
    const organization = await api.tenant.createOrganization({ owner: person })
    await traces(person, organization)
    expect(await namedIn()).not.toEqual([])
    await deleter.send('DELETE', `${pathOf(person)}?remove_last_owner=true`)
    expect(await namedIn()).toEqual([])
    const offers = await api.tenant.read((tx) =>
      tx.invitation.findMany({
        where: { tenantId, organizationId: organization.id },
        orderBy: { id: 'asc' },
      }),
    )
    expect(offers).toMatchObject([
      { id: 'uinv_closed', inviterUserId: null, inviterName: 'A deleted user' },
      { id: 'uinv_open', inviterUserId: null, state: 'pending' },
    ])
  })

  it('204: a user created again with the same id inherits nothing', async () => {
    const operator = await createOperator(api.tenant)
    const access = await api.tenant.tenantAccess(operator, 'create:users')
    const make = () =>
      createUser(access, {
        connection: 'email',
        id: 'auth0|phoenix',
        name: 'Phoenix',
        isEmailVerified: true,
        emailsLink: false,
        address: { email: 'phoenix@tenant.test', folded: 'phoenix@tenant.test' },
      })
    const { id } = await make()
    const roleId = api.tenant.role('Operator')
    await api.tenant.write((tx) => tx.userRole.create({ data: { userId: id, roleId } }))
    await deleter.send('DELETE', pathOf({ id }))
    expect((await make()).id).toBe(id)
    expect(await api.tenant.read((tx) => tx.userRole.count({ where: { tenantId, userId: id } }))).toBe(0)
  })

  it('404: an unknown user, another tenant’s, and a deleted one', async () => {
    const person = await api.tenant.createUser()
    const stranger = await (await createTestTenant()).createUser()
    await deleter.send('DELETE', pathOf(person))
    for (const one of [person, stranger, { id: 'auth0|nobody' }]) {
      const { status, json } = await deleter.send('DELETE', pathOf(one))
      expect([status, json['errorCode']]).toEqual([404, 'inexistent_user'])
    }
    const events = await eventsOf(api.tenant, 'user.deleted')
    expect(events.filter(({ targetId }) => targetId === person.id)).toHaveLength(1)
  })
})

/** Leaves traces of the user outside their own rows. */
async function traces(
  { id, email, self }: TestUser,
  { id: organizationId }: TestOrganization,
): Promise<void> {
  await renameUser(self, 'Canary Bird-Bird')
  await requestPasswordReset(tenantId, { address: { email, folded: email } })
  await signInWithPassword(tenantId, { email, password: 'wrong' }).catch(() => undefined)
  const later = { organizationId, expiresAt: new Date(Date.now() + 60_000) }
  const sent = { ...later, inviterUserId: id, inviterName: 'Canary Bird' }
  const to = (address: string) => ({ email: address, emailFolded: address })
  await api.tenant.write(async (tx) => {
    await tx.invitation.create({ data: { id: 'uinv_open', ...sent, ...to('guest@tenant.test') } })
    await tx.invitation.create({
      data: { id: 'uinv_closed', ...sent, ...to('past@tenant.test'), state: 'revoked' },
    })
    await tx.invitation.create({
      data: { id: 'uinv_to_user', ...later, ...to(email), inviterName: 'Someone', state: 'accepted' },
    })
  })
}

/** The tables of the tenant that contain the user’s name or address. */
async function namedIn(): Promise<string[]> {
  return api.tenant.read(async (tx) => {
    const tables = await tx.$queryRaw<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name = 'tenant_id' ORDER BY 1`
    const naming: string[] = []
    for (const { name } of tables) {
      const rows = await tx.$queryRawUnsafe<unknown[]>(
        `SELECT 1 FROM "${name}" t WHERE tenant_id = $1 AND t::text ILIKE '%canary%'
         AND NOT (to_jsonb(t) @> '{"id": "uinv_open"}') LIMIT 1`,
        tenantId,
      )
      if (rows.length > 0) naming.push(name)
    }
    return naming
  })
}
