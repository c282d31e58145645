import type { Tx } from '@/lib/db/prisma'
import type { FederatedProfile } from '@/lib/domain/connections/federated-profile'
import { newId } from '@/lib/ids'

/** A subject that already belongs to a user is a unique violation. */
export async function insertIdentity(
  tx: Tx,
  { connectionId, profile }: FederatedProfile,
  user: { userId: string; isLinked: boolean },
): Promise<void> {
  const { subject, address } = profile
  const email = address?.email ?? null
  await tx.identity.create({ data: { id: newId('identity'), ...user, connectionId, subject, email } })
}
