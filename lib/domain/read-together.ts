import type { AnyAccess } from '@/lib/access'
import { neededBy, withOpenRead } from '@/lib/db/open-read'
import { read } from '@/lib/db/transaction'

/** Checks all permissions once, at its start. `keepsPlans` as in read(). Null: an access that the caller does not have. @throws DomainError not_found if the caller lacks one of them */
export function readTogether<T>(
  accesses: readonly [AnyAccess, ...(AnyAccess | null)[]],
  work: () => Promise<T>,
  given: { keepsPlans?: boolean } = {},
): Promise<T> {
  const [first] = accesses
  const needed = [...new Set(accesses.filter((one) => one !== null).flatMap(neededBy))]
  const access = 'needed' in first ? { ...first, needed } : first
  return read(access, (tx) => withOpenRead({ access, tx }, work), given)
}
