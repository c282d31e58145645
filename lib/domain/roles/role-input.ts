import type { OrganizationActor } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { isUniqueViolation } from '@/lib/db/request-context'
import { fold } from '@/lib/domain/text/fold'
import { parseInput } from '@/lib/domain/text/parse-input'
import { shortDescription, displayName } from '@/lib/domain/text/display-name'
import { DomainError, invalid } from '@/lib/errors'
import { type PermissionRef, refKey } from './permission-ref'

export interface RoleInput {
  /** 1 to 100 characters. */
  name: string
  /** One line of at most 500 characters, or empty. */
  description: string
  /** At most 1,000; duplicates are removed. */
  permissions: readonly PermissionRef[]
}

const mostPermissions = 1000

export const roleName = displayName({ label: 'The role’s name', max: 100 })

/** @throws DomainError invalid at `name`, `description` or `permissions` */
export function readRoleInput({ name, description, permissions }: RoleInput): RoleInput {
  const different = new Map(permissions.map((ref) => [refKey(ref), ref]))
  if (different.size > mostPermissions) {
    throw invalid('permissions', 'A role can have at most 1,000 permissions.')
  }
  return {
    name: parseInput(roleName, name, 'name'),
    description: parseInput(shortDescription, description, 'description'),
    permissions: [...different.values()],
  }
}

export interface NamedRole {
  id: string
  name: string
}

/** @throws DomainError conflict at `name` */
export async function assertNameIsFree(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  name: string,
): Promise<void> {
  const others = await tx.role.findMany({
    where: { tenantId, usableIn: { in: ['*', organizationId] } },
    select: { id: true, name: true },
  })
  assertNameIsUnused(name, others)
}

/** Compares folded names, also with the tenant’s roles. @throws DomainError conflict at `name` */
export function assertNameIsUnused(input: string, others: readonly NamedRole[]): void {
  const folded = fold(input)
  if (others.some(({ name }) => fold(name) === folded)) throw nameTaken(input)
}

/** The tenant may have taken the name since it was checked: then the unique index refuses it. */
export function orNameTaken(error: unknown, name: string): unknown {
  return isUniqueViolation(error) ? nameTaken(name) : error
}

function nameTaken(name: string): DomainError {
  return new DomainError('conflict', `A role named “${name}” already exists. Choose another name.`, {
    field: 'name',
  })
}
