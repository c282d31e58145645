import type { OrganizationAccess } from '@/lib/access'
import { getLockedOrganization, type LockedOrganization } from '@/lib/db/locked-organization'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked } from '@/lib/db/transaction'
import { fold } from '@/lib/domain/text/fold'
import { invalid, notFound } from '@/lib/errors'

type Access = OrganizationAccess<'delete:organizations'>

interface DeletionOptions {
  /** The slug as typed by the user; the API confirms by the id alone. */
  confirmation?: string
  /** Only at tenant level: nothing can be restored, and the slugs are free at once. */
  isPermanent?: boolean
}

/** Restorable for 30 days unless permanent. @throws DomainError invalid at `confirmation`; not_found */
export async function deleteOrganization(
  access: Access,
  { confirmation, isPermanent = false }: DeletionOptions = {},
): Promise<void> {
  if (isPermanent && !access.isTenantLevel) throw notFound()
  const { organizationId: id } = access
  await changeLocked(access, async (tx) => {
    const { slug, displayName } = await getLockedOrganization(tx, access)
    assertConfirmed(slug, confirmation)
    await (isPermanent ? deleteRow(tx, access) : markDeleted(tx, access))
    const type = isPermanent ? 'organization.purged' : 'organization.deleted'
    const target = { kind: 'organization', id, name: displayName }
    return { result: undefined, events: [{ type, target, details: { before: { displayName, slug } } }] }
  })
}

function assertConfirmed(slug: LockedOrganization['slug'], confirmation: string | undefined): void {
  if (confirmation === undefined || fold(confirmation.slice(0, 1000)) === slug) return
  throw invalid('confirmation', `Type ${slug} to delete this organization.`)
}

async function markDeleted(tx: Tx, { tenantId, organizationId }: Access): Promise<void> {
  await tx.$executeRaw`
    UPDATE organizations SET deleted_at = now() WHERE tenant_id = ${tenantId} AND id = ${organizationId}`
  await tx.$executeRaw`
    UPDATE organization_slugs SET held_until = greatest(held_until, now() + interval '30 days')
    WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId}`
}

/** Foreign keys delete the rest. Sessions have none to organizations, since it would set their tenant to null, too. */
async function deleteRow(tx: Tx, { tenantId, organizationId }: Access): Promise<void> {
  await tx.$executeRaw`
    UPDATE sessions SET organization_id = NULL WHERE tenant_id = ${tenantId} AND organization_id = ${organizationId}`
  await tx.$executeRaw`DELETE FROM organizations WHERE tenant_id = ${tenantId} AND id = ${organizationId}`
}
