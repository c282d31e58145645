import type { AnyAccess } from '@/lib/access'
import { neededBy, withOpenRead } from '@/lib/db/open-read'
import { read } from '@/lib/db/transaction'

/**
 * Runs several verbs that read in one transaction, one after the other. All permissions are checked once, at its start.
 * @param accesses those that the verbs get, all of the same caller and organization
 * @throws DomainError not_found if the caller lacks a permission that one of the verbs needs
 */
export function readTogether<T>(
  accesses: readonly [AnyAccess, ...AnyAccess[]],
  work: () => Promise<T>,
): Promise<T> {
  const [first] = accesses
  const needed = [...new Set(accesses.flatMap(neededBy))]
  const access = 'needed' in first ? { ...first, needed } : first
  return read(access, (tx) => withOpenRead({ access, tx }, work))
}
