import { AsyncLocalStorage } from 'node:async_hooks'
import { isDeepStrictEqual } from 'node:util'
import type { AnyAccess, Permission } from '../access'
import type { Tx } from './prisma'

interface OpenRead {
  access: AnyAccess
  tx: Tx
}

const open = new AsyncLocalStorage<OpenRead>()

/** Every read() in the work with a covered access uses this transaction. */
export function withOpenRead<T>(read: OpenRead, work: () => Promise<T>): Promise<T> {
  return open.run(read, work)
}

/** Only for the same caller, and if it has checked every permission that this access needs. */
export function openFor(access: AnyAccess): Tx | null {
  const found = open.getStore()
  if (!found || !isDeepStrictEqual(scopeOf(found.access), scopeOf(access))) return null
  return neededBy(access).every((permission) => neededBy(found.access).includes(permission)) ? found.tx : null
}

export function neededBy(access: AnyAccess): readonly Permission[] {
  return 'needed' in access ? access.needed : []
}

function scopeOf(access: AnyAccess): object {
  const { kind, tenantId } = access
  if (kind === 'self') return { kind, tenantId, userId: access.userId, sessionId: access.sessionId }
  if (kind === 'tenant') return { kind, tenantId, caller: access.caller }
  if (kind !== 'organization') return access
  const { caller, organizationId, isTenantLevel } = access
  return { kind, tenantId, caller, organizationId, isTenantLevel }
}
