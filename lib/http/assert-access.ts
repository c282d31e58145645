import type { AnyAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'

/** For answers without data: the database still checks the permission. */
export function assertAccess<T>(access: AnyAccess, answer: T): Promise<T> {
  return read(access, () => Promise.resolve(answer))
}
