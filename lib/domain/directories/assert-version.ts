import { DomainError } from '@/lib/errors'
import { sha256Hex } from '../crypto/digest'
import type { DirectoryUser } from './read-directory-user'

/** `expected`: versions that the caller has read; null for any. @throws DomainError conflict at `version` */
export function assertVersion(version: string, expected: readonly string[] | null): void {
  if (expected === null || expected.includes(version)) return
  throw new DomainError('conflict', 'This has changed since it was read. Read it again.', {
    field: 'version',
  })
}

/** Of a user: it changes, too, with what the member’s suspension and the groups say. */
export function userVersion({
  version,
  active,
  groups,
}: Pick<DirectoryUser, 'version' | 'active' | 'groups'>): string {
  const shown = groups.length === 0 ? '' : sha256Hex(JSON.stringify(groups)).slice(0, 16)
  return `${version}${active ? 'a' : 'i'}${shown}`
}
