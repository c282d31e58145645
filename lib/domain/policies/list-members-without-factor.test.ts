import { describe, expect, it } from 'vitest'
import { read } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { createConnection, enableConnection } from '@/test/fixtures/builders'
import { PoliciesFixture } from '@/test/fixtures/policies'
import { refusalCode } from '@/test/fixtures/signed-out'
import type { TestUser } from '@/test/fixtures/tenant'
import { getSecondFactors } from '../authenticators/second-factors'
import { countMembersWithoutFactor, listMembersWithoutFactor } from './list-members-without-factor'

const fixture = await PoliciesFixture.create()
const { tenant } = fixture

function accessAt(at: PoliciesFixture, by = at.owner) {
  return tenant.accessTo(at.organization, by, 'update:organization_security', 'read:organization_members')
}

async function listed(at: PoliciesFixture): Promise<string[]> {
  const { people, next } = await listMembersWithoutFactor(await accessAt(at), {})
  expect(next).toBeNull()
  return people.map(({ id }) => id)
}

function addPasskey({ id: userId }: TestUser): Promise<unknown> {
  const data = {
    id: newId('passkey'),
    userId,
    credentialId: userId,
    name: 'Key',
    publicKey: new Uint8Array([1]),
  }
  return tenant.write((tx) => tx.passkey.create({ data }))
}

function addApp({ id: userId }: TestUser): Promise<unknown> {
  return tenant.write((tx) =>
    tx.authenticator.create({ data: { userId, sealedSecret: 'none', lastUsedStep: 0 } }),
  )
}

/** All pages. Where more than 1,000 users have each word, members are examined in their order. */
async function searchAll(access: Awaited<ReturnType<typeof accessAt>>, q: string, expected: number) {
  const seen: string[] = []
  for (let after: string | null = ''; after !== null;) {
    const page: Awaited<ReturnType<typeof listMembersWithoutFactor>> = await listMembersWithoutFactor(
      access,
      { q, after },
    )
    seen.push(...page.people.map(({ id }) => id))
    after = page.next
  }
  expect([seen.length, new Set(seen).size], q).toEqual([expected, expected])
}

describe('the members without a second factor', () => {
  it('are shown to no one without the permissions, and to no other kind of access', async () => {
    const at = await PoliciesFixture.create(tenant)
    expect(await refusalCode(accessAt(at, at.member))).toBe('not_found')
    const caller = { userId: at.member.id, sessionId: at.member.sessionId }
    const forged = { ...(await accessAt(at)), caller }
    expect(await refusalCode(listMembersWithoutFactor(forged, {}))).toBe('not_found')
    expect(await refusalCode(countMembersWithoutFactor(forged))).toBe('not_found')
    const [row] = await read(at.owner.self, async (tx) => {
      await tx.$queryRaw`SELECT set_config('app.organization_id', ${at.organization.id}, true)`
      return tx.$queryRaw<[{ answer: unknown }]>`
        SELECT foyer.members_without_second_factor('', 25) AS answer`
    })
    expect(row.answer).toEqual({ examined: 0, count: 0, people: [], next: null })
  })

  it('are those of this organization who can use neither an app nor a passkey', async () => {
    const at = await PoliciesFixture.create(tenant)
    await PoliciesFixture.create(tenant)
    const withApp = await tenant.createUser()
    const withPasskey = await tenant.createUser()
    for (const user of [withApp, withPasskey]) await tenant.addMember(at.organization, user)
    await addApp(withApp)
    await addPasskey(withPasskey)
    const expected = [at.owner.id, at.member.id].sort()
    expect(await listed(at)).toEqual(expected)
    expect(await countMembersWithoutFactor(await at.access())).toEqual({ examined: 4, count: 2 })
    // Where the organization takes no passkeys, one is of no use.
    const passkeys = { organizationId: at.organization.id, connectionId: tenant.connection('passkey') }
    await tenant.write((tx) =>
      tx.enabledConnection.updateMany({ where: passkeys, data: { isEnabled: false } }),
    )
    expect(await listed(at)).toEqual([...expected, withPasskey.id].sort())
  })

  it('are not those who have signed in by the organization’s own provider', async () => {
    const at = await PoliciesFixture.create(tenant)
    const other = await PoliciesFixture.create(tenant)
    await tenant.addMember(other.organization, at.member)
    const organizationId = at.organization.id
    await tenant.write(async (tx) => {
      const own = { strategy: 'oidc', displayName: 'Own', organizationId }
      const connectionId = await createConnection(tx, own)
      await enableConnection(tx, { organizationId, connectionId })
      const userId = at.member.id
      await tx.identity.create({
        data: { id: newId('identity'), userId, connectionId, subject: userId },
      })
    })
    expect(await listed(at)).toEqual([at.owner.id])
    expect(await listed(other)).toContain(at.member.id)
  })

  it('are found by the beginnings of words in their name and address', async () => {
    const at = await PoliciesFixture.create(tenant)
    await PoliciesFixture.create(tenant)
    const join = async (name: string) => {
      const user = await tenant.createUser({ name })
      await tenant.addMember(at.organization, user)
      return user
    }
    const zoe = await join('Zoë Quillfeather')
    const other = await join('Zoe Other')
    await addApp(await join('Zed Quillfeather'))
    const both = [zoe.id, other.id].sort()
    const stranger = await tenant.createUser({ name: 'Zoe Quillfeather' })
    const find = async (q: string, more: object = {}) =>
      (await listMembersWithoutFactor(await accessAt(at), { q, ...more })).people.map(({ id }) => id)
    expect(await find('quill')).toEqual([zoe.id])
    expect(await find('ZOE')).toEqual(both)
    expect(await find('zoe qui')).toEqual([zoe.id])
    expect(await find('feather')).toEqual([])
    expect(await find(zoe.email)).toEqual([zoe.id])
    expect(await find(stranger.email)).toEqual([])
    expect(await find('zoe', { after: both[0] })).toEqual(both.slice(1))
    expect(await find('%')).toEqual([])
  })

  it('come in pages, each once, and a page ends after a thousand members', async () => {
    const at = await PoliciesFixture.create(tenant)
    const organizationId = at.organization.id
    await tenant.write(
      (tx) => tx.$executeRaw`
        WITH made AS (
          INSERT INTO users (id, email, email_folded, name, name_folded)
          SELECT format('usr_page_%s', lpad(n::text, 5, '0')), format('p%s@page.test', n), format('p%s@page.test', n), 'Page', 'page'
          FROM generate_series(1, 1100) n RETURNING id)
        INSERT INTO members (organization_id, user_id) SELECT ${organizationId}, id FROM made`,
    )
    // All but the last 60 and the two others have an app.
    await tenant.write(
      (tx) => tx.$executeRaw`
        INSERT INTO authenticators (user_id, sealed_secret, last_used_step)
        SELECT m.user_id, 'none', 0 FROM members m
        WHERE m.organization_id = ${organizationId} AND m.user_id LIKE 'usr_page_%' AND m.user_id < 'usr_page_01041'`,
    )
    const access = await accessAt(at)
    const seen: string[] = []
    let [after, pages]: [string | null, number] = ['', 0]
    while (after !== null) {
      const page: Awaited<ReturnType<typeof listMembersWithoutFactor>> = await listMembersWithoutFactor(
        access,
        { after },
      )
      expect(page.people.length).toBeLessThanOrEqual(25)
      seen.push(...page.people.map(({ id }) => id))
      after = page.next
      pages++
    }
    expect(pages).toBeLessThan(6)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toHaveLength(62)
    expect((await countMembersWithoutFactor(access)).examined).toBe(1000)
    await searchAll(access, 'page', 60)
    await searchAll(access, 'page p109', 10)
  })
})

it('the organizations that require one are named to their member alone', async () => {
  const at = await PoliciesFixture.create(tenant)
  const stranger = await tenant.createUser()
  expect((await getSecondFactors(at.member.self)).requiring).toEqual([])
  await at.set({ secondFactorInDays: 14 })
  expect((await getSecondFactors(at.member.self)).requiring).toEqual([at.organization.displayName])
  expect((await getSecondFactors(stranger.self)).requiring).toEqual([])
  const [row] = await read(
    await at.access(),
    (tx) => tx.$queryRaw<[{ names: string[] }]>`
      SELECT foyer.organizations_requiring_second_factor() AS names`,
  )
  expect(row.names).toEqual([])
})
