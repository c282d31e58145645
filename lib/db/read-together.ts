import { AsyncLocalStorage } from 'node:async_hooks'
import { isDeepStrictEqual } from 'node:util'
import type { AnyAccess, Permission } from '../access'
import { inTransaction } from './request-context'
import type { Tx } from './prisma'

interface OpenRead {
  access: AnyAccess
  tx: Tx
}

const open = new AsyncLocalStorage<OpenRead>()

/**
 * Runs several verbs that read in one transaction, one after the other. Its permissions are checked once, as it begins.
 * @param accesses those that the verbs are given, all of one caller in one place
 * @throws DomainError not_found where the caller lacks a permission that one of them needs
 */
export function readTogether<T>(
  accesses: readonly [AnyAccess, ...AnyAccess[]],
  work: () => Promise<T>,
): Promise<T> {
  const [first] = accesses
  const needed = [...new Set(accesses.flatMap(neededBy))]
  const access = 'needed' in first ? { ...first, needed } : first
  return inTransaction(access, (tx) => open.run({ access, tx }, work))
}

/** The transaction of readTogether() that has checked all that this access needs, if there is one. */
export function openFor(access: AnyAccess): Tx | null {
  const found = open.getStore()
  if (!found || !isDeepStrictEqual(placeOf(found.access), placeOf(access))) return null
  return neededBy(access).every((permission) => neededBy(found.access).includes(permission)) ? found.tx : null
}

function neededBy(access: AnyAccess): readonly Permission[] {
  return 'needed' in access ? access.needed : []
}

/** Who acts, and where. */
function placeOf(access: AnyAccess): object {
  const { kind, tenantId } = access
  if (kind === 'self') return { kind, tenantId, userId: access.userId, sessionId: access.sessionId }
  if (kind === 'organization' || kind === 'tenant')
    return {
      kind,
      tenantId,
      caller: access.caller,
      ...(kind === 'organization'
        ? { organizationId: access.organizationId, exempt: access.isTenantLevel }
        : {}),
    }
  return access
}
