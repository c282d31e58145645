import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { tenantTheme } from '../tenant-branding/tenant-branding'
import { type BrandContent, draftContent, publishedContent } from './brand-content'
import { type Colors, opaqueColors } from './color'

/** Older ones cannot be restored: their pictures are deleted. As foyer.delete_unused_images. */
export const keptVersions = 10

export interface BrandingVersion {
  number: number
  createdAt: Date
  /** Null for an application, or someone who is no member any more. */
  publishedBy: string | null
}

interface BrandingPage {
  /** The draft, if there is one. */
  branding: BrandContent
  isDraft: boolean
  /** Of the logo. */
  proposedColors: string[]
  versions: BrandingVersion[]
  tenantColors: Colors
}

type Access = OrganizationAccess<'update:organizations'> | OrganizationAccess<'read:organizations'>

export function getBranding(access: Access): Promise<BrandingPage> {
  const { tenantId, organizationId } = access
  return read(access, async (tx) => {
    const row = await tx.organization.findUniqueOrThrow({
      where: { tenantId_id: { tenantId, id: organizationId } },
    })
    const draft = draftContent(row)
    const content = draft ?? publishedContent(row)
    const logo =
      content.logoId === null
        ? null
        : await tx.image.findUnique({
            where: { tenantId_id: { tenantId, id: content.logoId } },
            select: { colors: true },
          })
    const versions = await tx.$queryRaw<BrandingVersion[]>`
      SELECT v.number, v.created_at AS "createdAt", u.name AS "publishedBy"
      FROM branding_versions v LEFT JOIN users u ON u.tenant_id = ${tenantId} AND u.id = v.published_by
      WHERE v.tenant_id = ${tenantId} AND v.organization_id = ${organizationId}
      ORDER BY v.number DESC LIMIT ${keptVersions}`
    return {
      branding: { ...content, ...opaqueColors(content) },
      isDraft: draft !== null,
      proposedColors: logo?.colors ?? [],
      versions,
      tenantColors: await tenantTheme(tx, tenantId),
    }
  })
}
