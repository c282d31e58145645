import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { managementPermissions } from '@/lib/access'
import { seededRoles } from '@/lib/domain/tenants/seeded-roles'
import { makeHouse, type House, type Person, type Place } from '@/test/house'
import { disconnect } from './prisma'

/** Who is who: roles held in the place, roles held at tenant level, and what may be wrong. */
const cast = {
  nobody: {},
  viewer: { here: ['Viewer'] },
  member: { here: ['Member'] },
  admin: { here: ['Admin'] },
  owner: { here: ['Owner'] },
  'viewer and admin': { here: ['Viewer', 'Admin'] },
  support: { tenant: ['Support'] },
  'operator who is no member': { tenant: ['Operator'] },
  'member who is an operator': { here: ['Member'], tenant: ['Operator'] },
  'suspended owner': { here: ['Owner'], suspended: true },
  'suspended operator': { here: ['Member'], tenant: ['Operator'], suspended: true },
  'blocked owner': { here: ['Owner'], blocked: true },
} satisfies Record<string, Part>

interface Part {
  here?: string[]
  tenant?: string[]
  suspended?: boolean
  blocked?: boolean
}

let house: House
let place: Place
let elsewhere: Place
let portal: string
const people = new Map<string, Person>()

beforeAll(async () => {
  house = await makeHouse()
  place = await house.organization()
  elsewhere = await house.organization()
  portal = await house.look(async (tx) => (await tx.api.findFirstOrThrow({ where: { isPortal: true } })).id)
  for (const [name, part] of Object.entries<Part>(cast)) people.set(name, await play(part))
})
afterAll(disconnect)

async function play({ here, tenant = [], suspended = false, blocked = false }: Part): Promise<Person> {
  const person = await house.person()
  if (here) await house.member(place, person, here)
  await house.arrange(async (tx) => {
    await tx.userRole.createMany({
      data: tenant.map((role) => ({ userId: person.id, roleId: house.role(role) })),
    })
    if (suspended)
      await tx.member.updateMany({ where: { userId: person.id }, data: { suspendedAt: new Date() } })
    if (blocked) await tx.user.updateMany({ where: { id: person.id }, data: { blocked: true } })
  })
  return person
}

async function held(person: Person, organizationId: string | null): Promise<string[]> {
  const rows = await house.look(
    (tx) =>
      tx.$queryRaw<{ permission: string }[]>`
        SELECT DISTINCT permission FROM foyer_held(${person.id}, ${organizationId}, ${portal}) ORDER BY 1`,
  )
  return rows.map(({ permission }) => permission)
}

/** The rules of the design, said once more and without SQL. */
function expected(part: Part, at: 'here' | 'elsewhere' | 'none', inherits: boolean): string[] {
  const isMember = at === 'here' && part.here !== undefined
  if (part.blocked || (isMember && part.suspended)) return []
  const global = globalOf(part)
  if (at === 'none') return global
  const own = isMember ? ownOf(part) : []
  const mayInherit = inherits && (isMember || global.includes('admin:organizations'))
  return [...new Set([...own, ...(mayInherit ? global : [])])].sort()
}

function globalOf({ tenant = [] }: Part): string[] {
  return union(['Everyone', ...tenant], () => true)
}

function ownOf({ here = [] }: Part): string[] {
  return union(here, (permission) => levels.get(permission) === 'organization')
}

const levels = new Map<string, string>(managementPermissions.map(({ name, level }) => [name, level]))

function union(roles: readonly string[], counts: (permission: string) => boolean): string[] {
  const all = seededRoles.filter(({ name }) => roles.includes(name)).flatMap(({ permissions }) => permissions)
  return [...new Set<string>(all.filter(counts))].sort()
}

async function setInheritance(on: boolean): Promise<void> {
  await house.arrange((tx) => tx.tenant.updateMany({ data: { inheritGlobalPermissionsInOrganizations: on } }))
}

describe.each([false, true])('what a user holds, with inheritance %s', (inherits) => {
  beforeAll(() => setInheritance(inherits))

  it.each(Object.entries<Part>(cast))('%s: here, elsewhere and outside', async (name, part) => {
    const person = people.get(name)
    if (!person) throw new Error(name)
    const byName = (permissions: string[]) => [...permissions].sort()
    expect(byName(await held(person, place.id)), 'here').toEqual(expected(part, 'here', inherits))
    expect(byName(await held(person, elsewhere.id)), 'elsewhere').toEqual(
      expected(part, 'elsewhere', inherits),
    )
    expect(byName(await held(person, null)), 'outside').toEqual(expected(part, 'none', inherits))
  })

  it('gives nothing in an organization that is suspended or deleted', async () => {
    const owner = people.get('owner')
    if (!owner) throw new Error('owner')
    for (const closed of [{ suspendedAt: new Date() }, { deletedAt: new Date() }]) {
      await house.arrange((tx) => tx.organization.updateMany({ where: { id: place.id }, data: closed }))
      expect(await held(owner, place.id)).toEqual([])
      const opened = { suspendedAt: null, deletedAt: null }
      await house.arrange((tx) => tx.organization.updateMany({ where: { id: place.id }, data: opened }))
    }
    expect(await held(owner, place.id)).not.toEqual([])
  })
})

describe('the power to give', () => {
  async function power(name: string): Promise<string[]> {
    const rows = await house.look(
      (tx) =>
        tx.$queryRaw<
          { power: string[] }[]
        >`SELECT foyer_power(${people.get(name)?.id}, ${place.id}) AS power`,
    )
    return rows[0]?.power ?? []
  }

  it('is that of her own roles there; inherited ones count only with admin:organizations', async () => {
    await setInheritance(true)
    expect((await power('admin')).sort()).toEqual(expected({ here: ['Admin'] }, 'here', false))
    expect(await power('support')).toEqual([])
    expect((await power('member who is an operator')).sort()).toEqual(
      expected({ here: ['Member'], tenant: ['Operator'] }, 'here', true),
    )
    await setInheritance(false)
    expect((await power('member who is an operator')).sort()).toEqual(
      expected({ here: ['Member'] }, 'here', false),
    )
  })
})
