import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { maxConnections } from './add-organization-connection'

/** @throws DomainError conflict for an eleventh own */
export async function assertOwnLimit(
  tx: Tx,
  where: { tenantId: string; organizationId: string },
): Promise<void> {
  if ((await tx.connection.count({ where })) < maxConnections) return
  const sentence = `An organization can have at most ${maxConnections} identity providers of its own. Delete another one first.`
  throw new DomainError('conflict', sentence)
}

/** For an id that is there already. */
export function alreadyCreated(): DomainError {
  return new DomainError(
    'conflict',
    'This identity provider was already added. Open it under Sign-in methods.',
  )
}
