import { insist } from '@/lib/domain/text/insist'
import { parseDescription } from '@/lib/domain/text/parse-description'
import { parseName } from '@/lib/domain/text/parse-name'
import { DomainError } from '@/lib/errors'
import { refKey, type PermissionRef } from './permission-ref'

export interface WantedRole {
  /** 1 to 100 characters. */
  name: string
  /** One line of at most 500 characters, or empty. */
  description: string
  /** At most 1,000; named twice is named once. */
  permissions: readonly PermissionRef[]
}

const mostPermissions = 1000

/** @throws DomainError invalid at `name`, `description` or `permissions` */
export function parseWantedRole({ name, description, permissions }: WantedRole): WantedRole {
  const different = new Map(permissions.map((ref) => [refKey(ref), ref]))
  if (different.size > mostPermissions) {
    throw new DomainError('invalid', 'A role can have at most 1,000 permissions.', { field: 'permissions' })
  }
  return {
    name: insist(parseName(name, { label: 'The role’s name', max: 100 }), 'name'),
    description: insist(parseDescription(description), 'description'),
    permissions: [...different.values()],
  }
}
