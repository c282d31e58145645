import type { OrganizationAccess } from '@/lib/access'
import { changeOrganization, unchanged } from '@/lib/db/transaction'
import { draftContent, publishedContent } from './brand-content'
import { type BrandingInput, deleteDraft, prepareBranding, replaceContent } from './replace-branding'

/** Only the branding page shows it. @throws DomainError invalid at a picture; not_found, too_many */
export async function saveBrandingDraft(
  access: OrganizationAccess<'update:organizations'>,
  input: BrandingInput,
): Promise<void> {
  const { tenantId, organizationId } = access
  const branding = await prepareBranding(access, input)
  await changeOrganization(access, async (tx, before) => {
    const base = draftContent(before) ?? publishedContent(before)
    const content = await replaceContent(tx, access, { base, branding })
    await tx.organization.update({
      where: { tenantId_id: { tenantId, id: organizationId } },
      data: { brandingDraft: content },
    })
    await tx.$executeRaw`SELECT foyer.delete_unused_images(${organizationId})`
    return {
      result: undefined,
      events: [
        {
          type: 'organization.branding_draft_saved',
          organizationId,
          target: { kind: 'organization', id: organizationId, name: before.displayName },
        },
      ],
    }
  })
}

export async function discardBrandingDraft(
  access: OrganizationAccess<'update:organizations'>,
): Promise<void> {
  await changeOrganization(access, async (tx, before) => {
    if (before.brandingDraft === null) return unchanged(undefined)
    return { result: undefined, events: [await deleteDraft(tx, access, before)] }
  })
}
