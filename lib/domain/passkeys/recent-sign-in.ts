import type { SelfAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'

/**
 * A passkey opens the account for good, so whoever adds one signed in within the last 15 minutes.
 * @throws DomainError sign_in_again
 */
export async function insistOnRecentSignIn(tx: Tx, { tenantId, sessionId }: SelfAccess): Promise<void> {
  const [recent] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM sessions
    WHERE tenant_id = ${tenantId} AND id = ${sessionId} AND auth_time > now() - interval '15 minutes'`
  if (!recent) throw new DomainError('sign_in_again', 'Sign in again to add a passkey.')
}
