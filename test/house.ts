import { randomUUID } from 'node:crypto'
import {
  authorize,
  type InPerson,
  type OrganizationAccess,
  type Permission,
  type SelfAccess,
  type TenantAccess,
} from '@/lib/access'
import { bypassRowSecurity, change, read } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { hashPassword } from '@/lib/domain/crypto/password'
import { enterOrganization } from '@/lib/domain/organizations/enter-organization'
import { makeOrganization } from '@/lib/domain/organizations/make-organization'
import { makeTenant } from '@/lib/domain/tenants/make-tenant'
import { makeUser } from '@/lib/domain/users/make-user'
import { openSession } from '@/lib/domain/users/open-session'
import { tenantStanding } from '@/lib/domain/users/tenant-standing'

export interface Person {
  id: string
  email: string
  name: string
  sessionId: string
  self: SelfAccess
}
export interface Place {
  id: string
  slug: string
  displayName: string
}

export const housePassword = 'open-the-front-door'

/** A tenant of a test’s own, on the real database as the app’s role. */
export class House {
  readonly roles: Record<string, string> = {}
  readonly connections: Record<string, string> = {}

  constructor(readonly tenantId: string) {}

  /** Work in the whole tenant, for arranging and for looking; not what a test tests. */
  look<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return read(bypassRowSecurity('a test reads', this.tenantId), work)
  }

  arrange<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return change(bypassRowSecurity('a test prepares data', this.tenantId), async (tx) => ({
      result: await work(tx),
      events: [{ type: 'test.arranged' }],
    }))
  }

  /** A proven person with a live session by password. */
  async person(
    given: { email?: string; name?: string; proven?: boolean; password?: string } = {},
  ): Promise<Person> {
    const {
      email = `${randomUUID().slice(0, 13)}@house.test`,
      name = 'Nobody Special',
      proven = true,
      password,
    } = given
    const passwordHash = password === undefined ? undefined : await hashPassword(password)
    return this.arrange(async (tx) => {
      const person = { tenantId: this.tenantId, email, emailFolded: email.toLowerCase(), name, proven }
      const { id } = await makeUser(tx, passwordHash === undefined ? person : { ...person, passwordHash })
      const { opened } = await openSession(tx, {
        tenantId: this.tenantId,
        userId: id,
        connectionId: this.connection('password'),
        amr: ['pwd'],
      })
      const self: SelfAccess = {
        kind: 'self',
        tenantId: this.tenantId,
        userId: id,
        sessionId: opened.sessionId,
      }
      return { id, email, name, sessionId: opened.sessionId, self }
    })
  }

  async organization(given: { slug?: string; displayName?: string; owner?: Person } = {}): Promise<Place> {
    const { slug = `place-${randomUUID().slice(0, 13)}`, displayName = 'Place', owner } = given
    const place = { slug, displayName }
    return this.arrange(async (tx) => {
      const ownerOf = owner ? { owner: { userId: owner.id, roleId: this.role('Owner') } } : {}
      const { id } = await makeOrganization(tx, { ...place, ...ownerOf })
      return { id, slug, displayName }
    })
  }

  async member(place: Place, person: Person, roles: readonly string[] = ['Member']): Promise<void> {
    await this.arrange(async (tx) => {
      await tx.member.create({ data: { organizationId: place.id, userId: person.id } })
      for (const role of roles) {
        const { id, usableIn } = await tx.role.findFirstOrThrow({
          where: { tenantId: this.tenantId, name: role, usableIn: { in: ['*', place.id] } },
        })
        await tx.memberRole.create({
          data: { organizationId: place.id, userId: person.id, roleId: id, usableIn },
        })
      }
    })
  }

  /** The proof that a page or action would hand to a verb; throws not_found where the person may not. */
  async accessTo<P extends Permission = never>(
    place: Place,
    person: Person,
    ...needed: P[]
  ): Promise<OrganizationAccess<P> & InPerson> {
    const entry = await enterOrganization(person.self, place.slug)
    if (entry.refusal !== null)
      throw new Error(`${person.email} may not enter ${place.slug}: ${entry.refusal}`)
    return authorize(entry.actor, ...needed)
  }

  async tenantAccess<P extends Permission = never>(
    person: Person,
    ...needed: P[]
  ): Promise<TenantAccess<P> & InPerson> {
    const actor = await tenantStanding(person.self)
    if (!actor) throw new Error(`${person.email} has no live session`)
    return authorize(actor, ...needed)
  }

  role(name: string): string {
    return known(this.roles, name)
  }

  connection(name: string): string {
    return known(this.connections, name)
  }
}

export async function makeHouse(): Promise<House> {
  const id = `t-${randomUUID()}`
  await makeTenant({ id, name: 'House', url: `http://${id}.localhost:3000` })
  const house = new House(id)
  await house.look(async (tx) => {
    for (const role of await tx.role.findMany({ where: { tenantId: id } })) house.roles[role.name] = role.id
    for (const connection of await tx.connection.findMany({ where: { tenantId: id } })) {
      house.connections[connection.name] = connection.id
    }
  })
  return house
}

function known(ids: Record<string, string>, name: string): string {
  const id = ids[name]
  if (id === undefined) throw new Error(`No ${name} in this house.`)
  return id
}
