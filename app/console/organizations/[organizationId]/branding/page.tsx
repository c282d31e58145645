import type { Metadata } from 'next'
import { may } from '@/lib/access'
import { getBranding } from '@/lib/domain/branding/get-branding'
import { getOrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { readTogether } from '@/lib/domain/read-together'
import { currentTenant } from '@/lib/web/tenant'
import { BrandingForm } from '../../../../o/[slug]/(portal)/branding/branding-form'
import { DraftNotice } from '../../../../o/[slug]/(portal)/branding/draft-notice'
import { savedBranding } from '../../../../o/[slug]/(portal)/branding/saved-branding'
import { OrganizationFrame } from '../organization-frame'
import type { OrganizationParams } from '../organization-id'
import { organizationTab } from '../organization-tab'
import { saveBranding } from './actions'
import { BrandingFacts } from './branding-facts'

export const metadata: Metadata = { title: 'Branding' }

/** Drafts and versions are the organization’s own. */
export default async function OrganizationBrandingPage(props: OrganizationParams) {
  const { access, tenantActor, session } = await organizationTab(props)
  const { organization, page } = await readTogether([access], async () => ({
    organization: await getOrganizationStatus(access),
    page: await getBranding(access),
  }))
  const { name: tenantName } = await currentTenant()
  const { branding, isDraft, proposedColors, tenantColors } = page
  const { id, displayName } = organization
  return (
    <OrganizationFrame organization={organization} tenantActor={tenantActor}>
      {isDraft && <DraftNotice />}
      {may(access, 'update:organizations') ? (
        <BrandingForm
          save={saveBranding.bind(null, id)}
          mayDraft={false}
          saved={savedBranding(branding)}
          proposedColors={proposedColors}
          shown={{ displayName, tenantName, tenantColors, inviterName: session.user.name }}
        />
      ) : (
        <BrandingFacts branding={savedBranding(branding)} />
      )}
    </OrganizationFrame>
  )
}
