import type { Tx } from '@/lib/db/prisma'
import { sql, type Sql } from '@/lib/db/sql'
import type { OrganizationActor } from '@/lib/access'
import { DomainError } from '@/lib/errors'
import type { EmailAddress } from '../text/email-address'

/** DNS says whose domain it is, so that a directory speaks for no one else. @throws DomainError invalid at `domain` */
export async function assertAddressVerified(
  tx: Tx,
  access: OrganizationActor,
  address: EmailAddress,
): Promise<void> {
  const [{ isVerified }] = await tx.$queryRaw<[{ isVerified: boolean }]>(sql`
    SELECT ${isAddressVerified(access, address)} AS "isVerified"`)
  if (!isVerified) throw unverified(address)
}

/** For a statement that reads other data too. */
export function isAddressVerified(
  { tenantId, organizationId }: OrganizationActor,
  address: EmailAddress,
): Sql {
  return sql`EXISTS (
    SELECT FROM discovery_domains d
    WHERE d.tenant_id = ${tenantId} AND d.organization_id = ${organizationId} AND d.domain = ${domainOf(address)}
      AND d.verified_at IS NOT NULL)`
}

export function unverified(address: EmailAddress): DomainError {
  const sentence = `The organization has not verified the domain ${domainOf(address)}. Verify it under Sign-in methods, then try again.`
  return new DomainError('invalid', sentence, { field: 'domain' })
}

function domainOf({ folded }: EmailAddress): string {
  return folded.slice(folded.lastIndexOf('@') + 1)
}
