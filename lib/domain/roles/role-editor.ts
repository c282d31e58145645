import { mayGrant, type OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { DomainError, notFound } from '@/lib/errors'
import { authorizedCaller } from '../authorized-caller'
import type { CataloguedPermission } from './catalogue'
import { membersAboveActor } from './members-above-actor'

/** What the giving and taking rules need to know about the editor of a role. */
export interface RoleEditor {
  power: ReadonlySet<string>
  /** How many holders of the role may do more than the editor. */
  beyond: number
}

/**
 * @param roleId of an existing role
 * @throws DomainError not_found when the actor no longer has access here
 */
export async function roleEditor(tx: Tx, access: OrganizationAccess, roleId?: string): Promise<RoleEditor> {
  const beyond = roleId === undefined ? sql`0` : membersAboveActor(access, roleId)
  const [row] = await tx.$queryRaw<{ refusal: string | null; power: string[]; beyond: number }[]>(sql`
    SELECT c.refusal, c.grantable AS power, ${beyond} AS beyond FROM ${authorizedCaller(access)} c`)
  if (!row || row.refusal !== null) throw notFound()
  return { power: new Set(row.power), beyond: row.beyond }
}

/** @throws DomainError not_yours_to_give when the role, as it is, may do more than its editor */
export function assertMayTouch({ power }: RoleEditor, present: readonly CataloguedPermission[]): void {
  if (mayGrant(power, ofPortal(present))) return
  throw new DomainError(
    'not_yours_to_give',
    'This role may do more here than you, so it is not yours to edit.',
  )
}

/**
 * Throws unless these permissions may be added to a role. Unknown ones count as not open.
 * @param wanted how many were asked for
 * @throws DomainError not_yours_to_give at `permissions`
 */
export function assertMayAdd(
  { power }: RoleEditor,
  { adds, wanted }: { adds: readonly CataloguedPermission[]; wanted: number },
): void {
  if (adds.length < wanted || !adds.every(({ isOpen }) => isOpen)) throw notOpen()
  if (mayGrant(power, ofPortal(adds))) return
  throw new DomainError(
    'not_yours_to_give',
    'You can give a role only what you may do here yourself. Take out the rest.',
    { field: 'permissions' },
  )
}

/** @throws DomainError not_yours_to_give when somebody who may do more than the editor would lose something */
export function assertMayTake({ beyond }: RoleEditor): void {
  if (beyond === 0) return
  const holders = beyond === 1 ? 'A member who holds' : `${beyond} members who hold`
  const may = beyond === 1 ? 'may do more here than you' : 'may do more here than you do'
  throw new DomainError(
    'not_yours_to_give',
    `${holders} this role ${may}, so you cannot take anything from it.`,
  )
}

export function notOpen(): DomainError {
  return new DomainError(
    'not_yours_to_give',
    'Not all of these permissions can be put into a role here. Choose again.',
    { field: 'permissions' },
  )
}

function ofPortal(permissions: readonly CataloguedPermission[]): string[] {
  return permissions.filter(({ isPortal }) => isPortal).map(({ name }) => name)
}
