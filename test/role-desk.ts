import { expect } from 'vitest'
import type { Permission } from '@/lib/access'
import { changeOrganizationRole } from '@/lib/domain/roles/change-organization-role'
import type { PermissionRef } from '@/lib/domain/roles/permission-ref'
import type { WantedRole } from '@/lib/domain/roles/parse-wanted-role'
import { reviewOrganizationRole } from '@/lib/domain/roles/review-organization-role'
import { newId } from '@/lib/ids'
import type { Person, Place } from './house'
import { makeRoleRoom, refusal, type RoleRoom } from './own-roles'

export type Edit = WantedRole & { roleId: string }

/** An organization with its owner, and with a member who may only manage roles (`keeper`). */
export class RoleDesk {
  readonly place: Place
  readonly owner: Person
  readonly keeper: Person

  constructor(
    readonly room: RoleRoom,
    { place, owner, keeper }: { place: Place; owner: Person; keeper: Person },
  ) {
    this.place = place
    this.owner = owner
    this.keeper = keeper
  }

  async made(...permissions: PermissionRef[]): Promise<Edit> {
    const name = newId('role')
    const roleId = await this.room.ownRole(this.place, name, permissions)
    return { roleId, name, description: 'As it was', permissions }
  }

  async review(edit: Edit, by = this.owner, at = this.place) {
    return reviewOrganizationRole(await this.room.house.accessTo(at, by, 'update:organization_roles'), edit)
  }

  async change(edit: Edit & { version: string }, by = this.owner, at = this.place) {
    return changeOrganizationRole(await this.room.house.accessTo(at, by, 'update:organization_roles'), edit)
  }

  /** As on the page: reviews first, then changes the version that was reviewed. */
  async save(edit: Edit, by = this.owner) {
    const { version } = await this.review(edit, by)
    return this.change({ ...edit, version }, by)
  }

  /** Both the review and a change that is sent without a review are refused. */
  async refused(edit: Edit, expected: string, by = this.owner): Promise<void> {
    const before = await this.room.roleOf(edit.roleId)
    expect(await refusal(this.review(edit, by))).toBe(expected)
    const version = await this.versionOf(edit.roleId)
    expect(await refusal(this.change({ ...edit, version }, by))).toBe(expected)
    expect(await this.room.roleOf(edit.roleId)).toEqual(before)
  }

  async versionOf(roleId: string): Promise<string> {
    const rows = await this.room.house.look(
      (tx) => tx.$queryRaw<{ version: string }[]>`
        SELECT extract(epoch FROM updated_at)::text AS version FROM roles WHERE id = ${roleId}`,
    )
    return rows[0]?.version ?? ''
  }
}

export async function makeRoleDesk(...keeping: readonly Permission[]): Promise<RoleDesk> {
  const room = await makeRoleRoom()
  const owner = await room.house.person({ name: 'Olga Owner' })
  const place = await room.house.organization({ owner })
  await room.ownRole(place, 'Keeper', room.portal(...keeping))
  return new RoleDesk(room, { place, owner, keeper: await room.member(place, ['Keeper'], 'Kim Keeper') })
}
