import type { Tx } from '@/lib/db/prisma'
import { newId } from '@/lib/ids'
import { UntrustedProvider } from './assert-trusted-provider'
import type { FederatedProfile } from './federated-profile'

/**
 * A subject that already belongs to a user is a unique violation. A subject is unique within its issuer only, and the issuer
 * may have been changed while the user entered a code or signed in to their account: a change waits for this, or this for it.
 */
export async function insertIdentity(
  tx: Tx,
  { connectionId, issuer, profile }: FederatedProfile,
  { tenantId, userId, isLinked }: { tenantId: string; userId: string; isLinked: boolean },
): Promise<void> {
  const { subject, address } = profile
  const inserted = await tx.$executeRaw`
    WITH provider AS (
      SELECT c.id FROM connections c
      WHERE c.tenant_id = ${tenantId} AND c.id = ${connectionId} AND c.options->>'issuer' = ${issuer} FOR SHARE
    )
    INSERT INTO identities (id, user_id, is_linked, connection_id, subject, email)
    SELECT ${newId('identity')}, ${userId}, ${isLinked}, provider.id, ${subject}, ${address?.email ?? null} FROM provider`
  if (inserted === 0) throw new UntrustedProvider('provider_changed')
}
