import type { Tx } from '@/lib/db/prisma'
import type { FederatedProfile } from '@/lib/domain/connections/federated-profile'
import { newId } from '@/lib/ids'

/** This person may sign in by this connection from now on. Taken once: a second is a unique violation. */

export async function insertIdentity(
  tx: Tx,
  { connectionId, profile }: FederatedProfile,
  whose: { userId: string; isLinked: boolean },
): Promise<void> {
  const { subject, address } = profile
  const email = address?.email ?? null
  await tx.identity.create({ data: { id: newId('identity'), ...whose, connectionId, subject, email } })
}
