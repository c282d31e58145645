import type { Permission } from '@/lib/access'
import { refKey, type PermissionRef } from '@/lib/domain/roles/permission-ref'
import { DomainError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { makeHouse, type House, type Person, type Place } from './house'

/** A house with an API of documents: reading and writing are open to organizations, shredding is closed. */
export class RoleRoom {
  constructor(
    readonly house: House,
    readonly portalId: string,
    readonly documentsId: string,
  ) {}

  portal(...names: Permission[]): PermissionRef[] {
    return names.map((name) => ({ apiId: this.portalId, name }))
  }

  documents(...names: ('read' | 'write' | 'shred')[]): PermissionRef[] {
    return names.map((name) => ({ apiId: this.documentsId, name: `${name}:documents` }))
  }

  /** A role of the organization’s own, as the tenant could make it. */
  async ownRole(place: Place, name: string, permissions: readonly PermissionRef[] = []): Promise<string> {
    const id = newId('role')
    await this.house.arrange(async (tx) => {
      await tx.role.create({ data: { id, name, description: 'As it was', organizationId: place.id } })
      await tx.rolePermission.createMany({
        data: permissions.map((ref) => ({ ...ref, roleId: id, usableIn: place.id })),
      })
    })
    return id
  }

  /** A new member with roles by name. */
  async member(place: Place, roles: readonly string[], name = 'Mia Member'): Promise<Person> {
    const person = await this.house.person({ name })
    await this.house.member(place, person, roles)
    return person
  }

  /** Null once the role is gone. */
  roleOf(id: string) {
    return this.house.look(async (tx) => {
      const role = await tx.role.findFirst({ where: { id }, include: { permissions: true } })
      return (
        role && {
          name: role.name,
          description: role.description,
          permissions: role.permissions.map((ref) => this.spoken(ref)).sort(),
        }
      )
    })
  }

  holding(place: Place, person: Person): Promise<string[]> {
    return this.house.look(async (tx) => {
      const held = await tx.memberRole.findMany({
        where: { organizationId: place.id, userId: person.id },
        include: { role: true },
      })
      return held.map(({ role }) => role.name).sort()
    })
  }

  eventsOf(place: Place, type: string) {
    return this.house.look((tx) =>
      tx.auditEvent.findMany({
        where: { organizationId: place.id, type },
        include: { people: true },
        orderBy: { id: 'asc' },
      }),
    )
  }

  spoken(ref: PermissionRef): string {
    return refKey(ref).replace(`${this.portalId} `, '').replace(`${this.documentsId} `, '')
  }
}

export async function makeRoleRoom(): Promise<RoleRoom> {
  const house = await makeHouse()
  const documents = newId('resourceServer')
  const portal = await house.arrange(async (tx) => {
    await tx.api.create({
      data: { id: documents, identifier: 'https://documents.house.test', name: 'Documents' },
    })
    await tx.permission.createMany({
      data: ['read', 'write', 'shred'].map((verb) => ({
        apiId: documents,
        name: `${verb}:documents`,
        description: `To ${verb} documents`,
        openToOrganizations: verb !== 'shred',
      })),
    })
    return tx.api.findFirstOrThrow({ where: { tenantId: house.tenantId, isPortal: true } })
  })
  return new RoleRoom(house, portal.id, documents)
}

/** The code, and the field if there is one: `conflict at name`. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  )
  if (!(error instanceof DomainError)) throw new Error('No refusal.', { cause: error })
  return error.field === undefined ? error.code : `${error.code} at ${error.field}`
}
