import type { OrganizationAccess } from '@/lib/access'
import { changeOrganization, unchanged } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { brandContentOf, publishContent } from './brand-content'
import { keptVersions } from './get-branding'

/** Publishes one of the last versions as a new one. @throws DomainError not_found */
export async function restoreBranding(
  access: OrganizationAccess<'update:organizations'>,
  number: number,
): Promise<void> {
  const { tenantId, organizationId } = access
  await changeOrganization(access, async (tx, before) => {
    const versions = await tx.brandingVersion.findMany({
      where: { tenantId, organizationId },
      orderBy: { number: 'desc' },
      take: keptVersions,
    })
    const version = versions.find((one) => one.number === number)
    if (!version) throw notFound()
    const [event] = await publishContent(tx, access, { before, content: brandContentOf(version.content) })
    return event ? { result: undefined, events: [event] } : unchanged(undefined)
  })
}
