import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { sql } from '@/lib/db/sql'
import { newId } from '@/lib/ids'
import {
  createTestTenant,
  type TestTenant,
  type TestUser,
  type TestOrganization,
} from '@/test/fixtures/tenant'
import { getMember } from './get-member'
import { listMembers, type MembersQuery } from './list-members'
import { matchingMembers } from './matching-members'

type Access = OrganizationAccess<'read:organization_members'>

let tenant: TestTenant
let owner: TestUser
let organization: TestOrganization
let access: Access

const everyone: MembersQuery = { q: '', role: '', sort: 'name', page: 1 }

beforeAll(async () => {
  tenant = await createTestTenant()
  owner = await tenant.createUser({ name: 'Zoë Ångström', email: 'zoe@north.test' })
  organization = await tenant.createOrganization({ owner })
  access = await accessOf(owner)
  await tenant.addMember(
    organization,
    await tenant.createUser({ name: 'Ben Archer', email: 'ben@acme.test' }),
    ['Admin'],
  )
  await tenant.addMember(
    organization,
    await tenant.createUser({ name: 'Benita de la Cruz', email: 'b.cruz@acme.test' }),
    ['Member', 'Viewer'],
  )
  await tenant.addMember(
    organization,
    await tenant.createUser({ name: 'Ewan Benson', email: 'ewan@south.test' }),
    ['Viewer'],
  )
  await tenant.addMember(
    await tenant.createOrganization(),
    await tenant.createUser({ name: 'Ben Elsewhere' }),
    ['Member'],
  )
})

function accessOf(person: TestUser, where = organization): Promise<Access> {
  return tenant.accessTo(where, person, 'read:organization_members')
}

async function names(query: Partial<MembersQuery>): Promise<string[]> {
  const { members } = await listMembers(access, { ...everyone, ...query })
  return members.map(({ name }) => name.split(' ')[0] ?? '')
}

describe('the list of members', () => {
  it('has the members of this organization only, with all their roles', async () => {
    const page = await listMembers(access, everyone)
    expect(page).toMatchObject({ total: 4, page: 1, pages: 1 })
    expect(page.members.map(({ email, roles }) => [email, roles?.map(({ name }) => name)])).toEqual([
      ['ben@acme.test', ['Admin']],
      ['b.cruz@acme.test', ['Member', 'Viewer']],
      ['ewan@south.test', ['Viewer']],
      ['zoe@north.test', ['Owner']],
    ])
    expect(page.members.map(({ isSelf }) => isSelf)).toEqual([false, false, false, true])
    expect(page.roles.map(({ name }) => name)).toEqual(['Owner', 'Admin', 'Member', 'Viewer'])
  })

  it.each([
    ['a beginning of a name', 'ben', ['Ben', 'Benita', 'Ewan']],
    ['another word of the name', 'cru', ['Benita']],
    ['several words, each of which must match', 'ben arch', ['Ben']],
    ['words in any order', 'archer BEN', ['Ben']],
    ['accents and case left out', 'ANGSTROM zoe', ['Zoë']],
    ['accents typed', 'ångs', ['Zoë']],
    ['a beginning of an address', 'b.cruz@ac', ['Benita']],
    ['a domain', 'acme.test', ['Ben', 'Benita']],
    ['a domain with its @', '@acme', ['Ben', 'Benita']],
    ['a name and a domain', 'ben acme', ['Ben', 'Benita']],
    ['white space alone', '  \t', ['Ben', 'Benita', 'Ewan', 'Zoë']],
    ['the middle of a word', 'rcher', []],
    ['one word too many', 'ben archer smith', []],
    ['a person of another organization', 'elsewhere', []],
    ['what LIKE would take for a pattern', 'b%', []],
    ['a NUL', 'ben\0', ['Ben', 'Benita', 'Ewan']],
    ['the last of all letters', '\u{10FFFF}', []],
    ['the letter before the surrogates', '\uD7FF', []],
    ['half a letter', '\uD83D', []],
  ])('finds by %s', async (_, q, found) => {
    expect(await names({ q })).toEqual(found)
  })

  it('filters by role, alone and with a search', async () => {
    expect(await names({ role: tenant.role('Viewer') })).toEqual(['Benita', 'Ewan'])
    expect(await names({ role: tenant.role('Viewer'), q: 'acme' })).toEqual(['Benita'])
    expect(await names({ role: 'rol_unknown' })).toEqual([])
  })

  it('sorts by name, address and date, both ways', async () => {
    const byName = ['Ben', 'Benita', 'Ewan', 'Zoë']
    expect(await names({ sort: 'name' })).toEqual(byName)
    expect(await names({ sort: '-name' })).toEqual(byName.toReversed())
    expect(await names({ sort: 'email' })).toEqual(['Benita', 'Ben', 'Ewan', 'Zoë'])
    expect(await names({ sort: '-email' })).toEqual(['Zoë', 'Ewan', 'Ben', 'Benita'])
    expect(await names({ sort: 'joined' })).toEqual(['Zoë', 'Ben', 'Benita', 'Ewan'])
    expect(await names({ sort: '-joined' })).toEqual(['Ewan', 'Benita', 'Ben', 'Zoë'])
  })

  it('returns which members the actor may manage, and which roles the actor may give', async () => {
    const admin = await tenant.createUser({ name: 'Ada' })
    const here = await tenant.createOrganization({ owner })
    await tenant.addMember(here, admin, ['Admin'])
    const page = await listMembers(await accessOf(admin, here), everyone)
    expect(page.members.map(({ name, isWithinReach }) => [name, isWithinReach])).toEqual([
      ['Ada', true],
      ['Zoë Ångström', false],
    ])
    expect(page.offered.map(({ name }) => name)).toEqual(['Admin', 'Member', 'Viewer'])
  })
})

describe('for whoever may see the members but not their roles', () => {
  it('roles are neither shown nor filtered by', async () => {
    const here = await tenant.createOrganization({ owner })
    const auditor = await tenant.createUser({ name: 'Aud' })
    await tenant.write(async (tx) => {
      const api = await tx.api.findFirstOrThrow({ where: { tenantId: tenant.tenantId, isPortal: true } })
      const role = { roleId: newId('role'), usableIn: here.id, apiId: api.id }
      await tx.role.create({ data: { id: role.roleId, name: 'Auditor', organizationId: here.id } })
      await tx.rolePermission.create({ data: { ...role, name: 'read:organization_members' } })
    })
    await tenant.addMember(here, auditor, ['Auditor'])
    const page = await listMembers(await accessOf(auditor, here), { ...everyone, role: tenant.role('Owner') })
    expect(page.members.map(({ name, roles }) => [name, roles])).toEqual([
      ['Aud', null],
      ['Zoë Ångström', null],
    ])
    expect(page.roles).toEqual([])
    expect((await getMember(await accessOf(auditor, here), owner.id)).member.roles).toBeNull()
  })
})

describe('a member’s own page', () => {
  it('names the inviter', async () => {
    const guest = await tenant.createUser({ name: 'Gia Guest' })
    const id = newId('invitation')
    await tenant.write(async (tx) => {
      const sent = {
        organizationId: organization.id,
        email: guest.email,
        emailFolded: guest.email,
        expiresAt: new Date(),
      }
      const from = {
        inviterUserId: owner.id,
        inviterName: 'Earlier Name',
        inviterHeld: [],
        offeredRoles: [],
      }
      await tx.invitation.create({ data: { id, state: 'accepted', ...sent, ...from } })
      await tx.member.create({
        data: { organizationId: organization.id, userId: guest.id, invitationId: id },
      })
    })
    const { member, invitedBy } = await getMember(access, guest.id)
    expect(member).toMatchObject({ name: 'Gia Guest', email: guest.email, roles: [], isSelf: false })
    expect(invitedBy).toEqual({ name: 'Zoë Ångström', userId: owner.id })
    await tenant.write((tx) =>
      tx.invitation.updateMany({ where: { id }, data: { inviterUserId: newId('user') } }),
    )
    expect((await getMember(access, guest.id)).invitedBy).toEqual({ name: 'Earlier Name', userId: null })
    await tenant.write((tx) =>
      tx.member.deleteMany({ where: { organizationId: organization.id, userId: guest.id } }),
    )
  })

  it('is not found for members of other organizations and of other tenants', async () => {
    const elsewhere = await tenant.createUser()
    await tenant.addMember(await tenant.createOrganization(), elsewhere)
    const stranger = await (await createTestTenant()).createUser()
    for (const { id } of [elsewhere, stranger, { id: 'auth0|unknown' }]) {
      await expect(getMember(access, id)).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})

describe('among thousands', () => {
  const thousands = 4000
  let crowd: TestOrganization

  beforeAll(async () => {
    crowd = await tenant.createOrganization({ owner })
    access = await accessOf(owner, crowd)
    for (let first = 1; first < thousands; first += 500) await arrive(first, first + 499)
    const client = new pg.Client({ connectionString: process.env['MIGRATION_DATABASE_URL'] })
    await client.connect()
    await client.query('ANALYZE users, user_words, members, member_roles')
    await client.end()
  })

  function arrive(first: number, last: number): Promise<unknown> {
    return tenant.write(async (tx) => {
      await tx.$executeRaw`
        INSERT INTO users (tenant_id, id, email, email_folded, email_verified_at, name, updated_at)
        SELECT ${tenant.tenantId}, 'auth0|crowd' || n, 'p' || n || '@crowd.test', 'p' || n || '@crowd.test', now(),
          'Person Number' || n, now()
        FROM generate_series(${first}::int, ${last}::int) n`
      await tx.$executeRaw`
        INSERT INTO members (tenant_id, organization_id, user_id)
        SELECT ${tenant.tenantId}, ${crowd.id}, 'auth0|crowd' || n FROM generate_series(${first}::int, ${last}::int) n`
    })
  }

  it('pages hold 25, and one beyond the last is the last', async () => {
    const first = await listMembers(access, everyone)
    expect(first).toMatchObject({ total: thousands + 1, page: 1, pages: 161 })
    expect(first.members).toHaveLength(25)
    const second = await listMembers(access, { ...everyone, page: 2 })
    const seen = new Set([...first.members, ...second.members].map(({ userId }) => userId))
    expect(seen.size).toBe(50)
    const last = await listMembers(access, { ...everyone, page: 9999 })
    expect(last.page).toBe(161)
    expect(last.members.map(({ name }) => name)).toEqual(['Zoë Ångström'])
  })

  it('a search reads the index of words, and no table from end to end', async () => {
    const matching = matchingMembers(access, { q: 'number3999 person', role: '' })
    const plan = await read(access, (tx) =>
      tx.$queryRaw<Record<string, string>[]>(sql`EXPLAIN SELECT count(*) FROM members m WHERE ${matching}`),
    )
    const lines = plan.flatMap((row) => Object.values(row)).join('\n')
    expect(lines).toMatch(/Index (Only )?Scan .*user_words_tenant_id_word_user_id_idx/)
    expect(lines).not.toMatch(/Seq Scan on (user_words|members|users)/)
    const { members } = await listMembers(access, { ...everyone, q: 'number3999 person' })
    expect(members.map(({ email }) => email)).toEqual(['p3999@crowd.test'])
  })
})
