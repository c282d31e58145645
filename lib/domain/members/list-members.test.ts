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
import { getAssignableRoles } from '../roles/role-choices'
import type { Windowed } from '../window'
import { getMember } from './get-member'
import { listRolesInUse } from './queries'
import {
  listMembers,
  matchingMembers,
  memberSorts,
  type Member,
  type MemberFilter,
  type MemberSort,
} from './list-members'

type Access = OrganizationAccess<'read:organization_members'>

let tenant: TestTenant
let owner: TestUser
let organization: TestOrganization
let access: Access

const everyone = { sort: 'name', take: 25, skip: 0, include: 'details' } as const

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

async function names(query: MemberFilter & { sort?: MemberSort }): Promise<string[]> {
  const { rows } = await listMembers(access, { ...everyone, ...query })
  return rows.map(({ name }) => name.split(' ')[0] ?? '')
}

describe('the list of members', () => {
  it('has the members of this organization only, with all their roles', async () => {
    const page = await listMembers(access, everyone)
    expect(page.total).toBe(4)
    expect(page.rows.map(({ email, roles }) => [email, roles?.map(({ name }) => name)])).toEqual([
      ['ben@acme.test', ['Admin']],
      ['b.cruz@acme.test', ['Member', 'Viewer']],
      ['ewan@south.test', ['Viewer']],
      ['zoe@north.test', ['Owner']],
    ])
    expect(page.rows.map(({ isSelf }) => isSelf)).toEqual([false, false, false, true])
    const inUse = await listRolesInUse(
      await tenant.accessTo(organization, owner, 'read:organization_member_roles'),
    )
    expect(inUse.map(({ name }) => name)).toEqual(['Owner', 'Admin', 'Member', 'Viewer'])
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
    const ofAdmin = await accessOf(admin, here)
    const { rows } = await listMembers(ofAdmin, everyone)
    expect(rows.map(({ name, isWithinReach }) => [name, isWithinReach])).toEqual([
      ['Ada', true],
      ['Zoë Ångström', false],
    ])
    expect((await getAssignableRoles(ofAdmin)).map(({ name }) => name)).toEqual(['Admin', 'Member', 'Viewer'])
  })
})

describe('for callers who may see members but not their roles', () => {
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
    const { rows } = await listMembers(await accessOf(auditor, here), {
      ...everyone,
      role: tenant.role('Owner'),
    })
    expect(rows.map(({ name, roles }) => [name, roles])).toEqual([
      ['Aud', null],
      ['Zoë Ångström', null],
    ])
    const withRoles = tenant.accessTo(here, auditor, 'read:organization_member_roles')
    await expect(withRoles).rejects.toMatchObject({ code: 'not_found' })
    expect((await getMember(await accessOf(auditor, here), owner.id)).member.roles).toBeNull()
  })
})

describe('among thousands', () => {
  const thousands = 4000
  let large: TestOrganization

  beforeAll(async () => {
    large = await tenant.createOrganization({ owner })
    access = await accessOf(owner, large)
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
        SELECT ${tenant.tenantId}, 'auth0|large' || n, 'p' || n || '@large.test', 'p' || n || '@large.test', now(),
          'Person Number' || n, now()
        FROM generate_series(${first}::int, ${last}::int) n`
      await tx.$executeRaw`
        INSERT INTO members (tenant_id, organization_id, user_id)
        SELECT ${tenant.tenantId}, ${large.id}, 'auth0|large' || n FROM generate_series(${first}::int, ${last}::int) n`
    })
  }

  it('windows by number are counted, and differ', async () => {
    const first = await listMembers(access, everyone)
    expect(first.total).toBe(thousands + 1)
    expect(first.rows).toHaveLength(25)
    const second = await listMembers(access, { ...everyone, skip: 25 })
    const seen = new Set([...first.rows, ...second.rows].map(({ userId }) => userId))
    expect(seen.size).toBe(50)
    const beyond = await listMembers(access, { ...everyone, skip: 100_000 })
    expect(beyond).toMatchObject({ rows: [], total: thousands + 1 })
    const bounded = await listMembers(access, { ...everyone, countAtMost: 100 })
    expect([bounded.total, bounded.rows]).toEqual([101, first.rows])
    const byPlace = await listMembers(access, { take: 25, after: null, countAtMost: 100 })
    expect([byPlace.total, byPlace.rows.length]).toEqual([101, 25])
    const next = await listMembers(access, { take: 25, after: byPlace.next, countAtMost: thousands + 5 })
    expect([next.total, next.rows.length]).toEqual([thousands + 1, 25])
  })

  it('windows by place reach every member once, in every order', async () => {
    for (const sort of memberSorts) {
      const seen: string[] = []
      for (let after: string | null = null, isMore = true; isMore;) {
        const page: Windowed<Member> = await listMembers(access, { take: 100, after, sort })
        seen.push(...page.rows.map(({ userId }) => userId))
        after = page.next
        isMore = page.next !== null
      }
      expect([seen.length, new Set(seen).size]).toEqual([thousands + 1, thousands + 1])
    }
  })

  it('a search reads the index of words, and no table from end to end', async () => {
    const matching = matchingMembers(access, { q: 'number3999 person', role: '' })
    const plan = await read(access, (tx) =>
      tx.$queryRaw<Record<string, string>[]>(sql`EXPLAIN SELECT count(*) FROM members m WHERE ${matching}`),
    )
    const lines = plan.flatMap((row) => Object.values(row)).join('\n')
    expect(lines).toMatch(/Index (Only )?Scan .*user_words_tenant_id_word_user_id_idx/)
    expect(lines).not.toMatch(/Seq Scan on (user_words|members|users)/)
    const { rows } = await listMembers(access, { ...everyone, q: 'number3999 person' })
    expect(rows.map(({ email }) => email)).toEqual(['p3999@large.test'])
  })
})
