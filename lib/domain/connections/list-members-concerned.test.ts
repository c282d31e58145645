import { beforeEach, describe, expect, it } from 'vitest'
import { read } from '@/lib/db/transaction'
import { OwnConnections } from '@/test/fixtures/own-connections'
import { RequiredConnection } from '@/test/fixtures/required-connection'
import { refusalCode } from '@/test/fixtures/signed-out'
import type { TestUser } from '@/test/fixtures/tenant'
import { getOwnConnection, listMembersConcerned } from './own-connection'

const own = await OwnConnections.open()
const { tenant } = own.fixture
let fixture: RequiredConnection

beforeEach(async () => {
  fixture = await RequiredConnection.create(own)
})

async function accessOf(person: TestUser) {
  const { organization } = fixture.at
  return tenant.accessTo(organization, person, 'read:organization_connections', 'read:organization_members')
}

async function listed(after = '') {
  const key = { connectionId: fixture.at.connectionId, after }
  return listMembersConcerned(await accessOf(fixture.at.owner), key)
}

/** As many members at the verified domain. */
function addMembers(count: number): Promise<unknown> {
  const { organization, domain } = fixture.at
  return tenant.write(
    (tx) => tx.$executeRaw`
      WITH made AS (
        INSERT INTO users (id, email, email_folded, name, name_folded, email_verified_at)
        SELECT format('usr_%s_%s', ${domain.id}::text, lpad(n::text, 5, '0')), format('p%s@%s', n, ${domain.name}::text),
          format('p%s@%s', n, ${domain.name}::text), 'Page', 'page', now()
        FROM generate_series(1, ${count}::int) n RETURNING id)
      INSERT INTO members (organization_id, user_id) SELECT ${organization.id}, id FROM made`,
  )
}

describe('the members that a required provider concerns', () => {
  it('are those at its domains who are no owners, with how they have signed in', async () => {
    const { connectionId, organization } = fixture.at
    const never = await fixture.member()
    const before = await fixture.member()
    await fixture.member(['Owner'])
    await fixture.createUser()
    await tenant.addMember(organization, await tenant.createUser())
    const suspended = await fixture.member()
    await tenant.write(async (tx) => {
      const subject = before.id
      await tx.identity.create({ data: { id: `idn_${subject}`, userId: before.id, connectionId, subject } })
      await tx.session.updateMany({ where: { id: before.sessionId }, data: { connectionId } })
      await tx.member.updateMany({ where: { userId: suspended.id }, data: { suspendedAt: new Date() } })
    })
    const { people, next } = await listed()
    expect(next).toBeNull()
    const shown = people.map(({ id, email, isElsewhere, hasIdentity }) => ({
      id,
      email,
      isElsewhere,
      hasIdentity,
    }))
    const expected = [
      { id: never.id, email: never.email, isElsewhere: true, hasIdentity: false },
      { id: before.id, email: before.email, isElsewhere: false, hasIdentity: true },
    ]
    expect(shown).toEqual(expected.sort((one, other) => (one.id < other.id ? -1 : 1)))
  })

  it('come in pages, each once, and a page ends after a thousand members', async () => {
    await addMembers(1_050)
    const seen: string[] = []
    let [after, pages]: [string | null, number] = ['', 0]
    while (after !== null) {
      const page: Awaited<ReturnType<typeof listed>> = await listed(after)
      seen.push(...page.people.map(({ id }) => id))
      after = page.next
      pages++
    }
    expect([seen.length, new Set(seen).size]).toEqual([1_050, 1_050])
    expect(pages).toBeLessThan(46)
  })

  it('are counted among the first thousand; the reader is told about themselves wherever they are', async () => {
    const { organization, connectionId, domain } = fixture.at
    await addMembers(1_050)
    const last = await fixture.member(['Owner'])
    const late = `zzz_${domain.id}`
    await tenant.write(async (tx) => {
      const [at, of] = [{ organizationId: organization.id }, { userId: late }]
      const address = `late@${domain.name}`
      await tx.user.create({
        data: {
          id: late,
          email: address,
          emailFolded: address,
          name: 'Late',
          nameFolded: 'late',
          emailVerifiedAt: new Date(),
        },
      })
      await tx.member.create({ data: { ...at, ...of } })
      await tx.memberRole.create({ data: { ...at, ...of, roleId: tenant.role('Member'), usableIn: '*' } })
    })
    const access = await fixture.access(last)
    const found = await getOwnConnection(access, connectionId)
    expect(found).toMatchObject({ examined: 1_000, viewer: 'owner' })
    expect(found.concerned + found.owners + found.others).toBe(1_000)
    const [row] = await read(access, async (tx) => {
      await tx.$queryRaw`SELECT set_config('app.user_id', ${late}, true)`
      return tx.$queryRaw<{ viewer: string }[]>`SELECT viewer FROM foyer.requirement_usage(${connectionId})`
    })
    expect(row).toEqual({ viewer: 'concerned' })
  })

  it('are shown to no one else: not another organization, nor without the permissions, nor to another kind of access', async () => {
    await fixture.member()
    const key = { connectionId: fixture.at.connectionId, after: '' }
    const other = await RequiredConnection.create(own)
    expect(await refusalCode(accessOf(await fixture.member()))).toBe('not_found')
    const inOther = await tenant.accessTo(
      other.at.organization,
      other.at.owner,
      'read:organization_connections',
      'read:organization_members',
    )
    expect(await refusalCode(listMembersConcerned(inOther, key))).toBe('not_found')
    const [row] = await read(fixture.at.owner.self, async (tx) => {
      await tx.$queryRaw`SELECT set_config('app.organization_id', ${fixture.at.organization.id}, true)`
      return tx.$queryRaw<{ members: unknown }[]>`
        SELECT foyer.members_concerned(${key.connectionId}, '', 25) AS members`
    })
    expect(row).toEqual({ members: { people: [], next: null } })
    const kind = await read(await accessOf(fixture.at.owner), async (tx) => {
      await tx.$queryRaw`SELECT foyer.members_concerned(${key.connectionId}, '', 25)`
      return tx.$queryRaw`SELECT foyer.access_kind() AS kind`
    })
    expect(kind).toEqual([{ kind: 'organization' }])
  })

  it('are not shown where the operator hides the connection', async () => {
    await fixture.member()
    const { organization, connectionId } = fixture.at
    await tenant.write((tx) =>
      tx.enabledConnection.updateMany({
        where: { organizationId: organization.id, connectionId },
        data: { accessLevel: 'none' },
      }),
    )
    expect(await refusalCode(listed())).toBe('not_found')
  })
})
