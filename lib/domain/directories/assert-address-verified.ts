import type { Tx } from '@/lib/db/prisma'
import type { OrganizationActor } from '@/lib/access'
import { DomainError } from '@/lib/errors'
import type { EmailAddress } from '../text/email-address'

/** DNS says whose domain it is, so that a directory speaks for no one else. @throws DomainError invalid at `domain` */
export async function assertAddressVerified(
  tx: Tx,
  { tenantId, organizationId }: OrganizationActor,
  { folded }: EmailAddress,
): Promise<void> {
  const domain = folded.slice(folded.lastIndexOf('@') + 1)
  const verified = await tx.discoveryDomain.count({
    where: { tenantId, organizationId, domain, verifiedAt: { not: null } },
  })
  if (verified > 0) return
  const sentence = `The organization has not verified the domain ${domain}. Verify it under Sign-in methods, then try again.`
  throw new DomainError('invalid', sentence, { field: 'domain' })
}
