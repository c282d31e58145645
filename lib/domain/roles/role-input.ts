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

type Given<T> = { [K in keyof T]?: T[K] | undefined }

/** @throws DomainError invalid at `name`, `description` or `permissions` */
export function parseRoleInput(input: RoleInput): RoleInput
export function parseRoleInput(input: Given<RoleInput>): Given<RoleInput>
export function parseRoleInput({ name, description, permissions }: Given<RoleInput>): Given<RoleInput> {
  return {
    name: name === undefined ? undefined : parseInput(roleName, name, 'name'),
    description:
      description === undefined ? undefined : parseInput(shortDescription, description, 'description'),
    permissions: permissions && parsePermissions(permissions),
  }
}

function parsePermissions(permissions: readonly PermissionRef[]): PermissionRef[] {
  const different = new Map(permissions.map((ref) => [refKey(ref), ref]))
  if (different.size > mostPermissions)
    throw invalid('permissions', 'A role can have at most 1,000 permissions.')
  return [...different.values()]
}

export interface NamedRole {
  id: string
  name: string
}

/** Compares folded names, also with the tenant’s roles. @throws DomainError conflict at `name` */
export function assertNameIsUnused(input: string, others: readonly NamedRole[]): void {
  const folded = fold(input)
  if (others.some(({ name }) => fold(name) === folded)) throw nameTaken(input)
}

/** Also for a unique violation: the tenant may have taken the name since it was checked. */
export function nameTaken(name: string): DomainError {
  return new DomainError('conflict', `A role named “${name}” already exists. Choose another name.`, {
    field: 'name',
  })
}
