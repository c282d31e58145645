import { isRecord } from './detail-lines'

export interface Facts {
  /** The name or address of the target. */
  target: string | null
  isOwn: boolean
  before: unknown
  after: unknown
  details: Record<string, unknown>
  connection: { strategy: string; name: string } | null
}

export function asRoles(value: unknown): string {
  const roles = rolesIn(value)
  return roles.length === 0 ? '' : ` as ${and(roles)}`
}

export function was(value: unknown): string {
  const roles = rolesIn(value)
  return roles.length === 0 ? '' : ` (was ${and(roles)})`
}

/** Events name roles in a list, or as `roles`. */
export function rolesIn(value: unknown): string[] {
  const roles = isRecord(value) ? value['roles'] : value
  return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : []
}

const list = new Intl.ListFormat('en', { type: 'conjunction' })

export function and(items: string[]): string {
  return items.length === 0 ? 'no role' : list.format(items)
}
