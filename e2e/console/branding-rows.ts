import type { Tx } from '@/lib/db/prisma'

/** Of an organization: a draft of its branding and an earlier version. */
export async function createDraftAndVersion(tx: Tx, organizationId: string): Promise<void> {
  await tx.organization.updateMany({ where: { id: organizationId }, data: { brandingDraft: {} } })
  const version = { number: 1, content: { primaryColor: '#1d4ed8' }, publishedBy: null }
  await tx.brandingVersion.create({ data: { organizationId, ...version } })
}
