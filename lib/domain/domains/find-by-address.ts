import { read } from '@/lib/db/transaction'
import { parseEmail } from '../text/parse-email'
import { atTheDoor } from '../users/at-the-door'

export interface LedTo {
  id: string
  slug: string
  /** The enterprise’s own provider that is meant for this domain; null where none is, or it is off there. */
  connectionId: string | null
}

/**
 * The organization that leads people with such addresses to its sign-in page: the one for which DNS has proven the
 * domain. Null where there is none; whether the address itself is known is not looked at.
 */
export async function findOrganizationOfAddress(tenantId: string, address: string): Promise<LedTo | null> {
  const parsed = parseEmail(address)
  if (!parsed.ok) return null
  const domain = parsed.value.folded.slice(parsed.value.folded.lastIndexOf('@') + 1)
  const [found] = await read(
    atTheDoor(tenantId),
    (tx) => tx.$queryRaw<LedTo[]>`
      SELECT o.id, o.slug, (
        SELECT c.id FROM enabled_connections e
        JOIN connections c ON c.tenant_id = ${tenantId} AND c.id = e.connection_id AND c.strategy = 'oidc'
          AND c.options->'domains' @> to_jsonb(d.domain)
        WHERE e.tenant_id = ${tenantId} AND e.organization_id = o.id
        ORDER BY e.created_at, c.id LIMIT 1) AS "connectionId"
      FROM discovery_domains d
      JOIN organizations o ON o.tenant_id = ${tenantId} AND o.id = d.organization_id
        AND o.deleted_at IS NULL AND o.suspended_at IS NULL
      WHERE d.tenant_id = ${tenantId} AND d.domain = ${domain} AND d.verified_at IS NOT NULL
        AND d.use_for_organization_discovery`,
  )
  return found ?? null
}
