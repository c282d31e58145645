import type { Metadata } from 'next'
import { Fact, Facts } from '@/components/ui/facts'
import { may } from '@/lib/access'
import { getBranding } from '@/lib/domain/branding/get-branding'
import { getOrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { readTogether } from '@/lib/domain/read-together'
import { currentTenant } from '@/lib/web/tenant'
import { BrandingForm } from '../../../../o/[slug]/(portal)/branding/branding-form'
import { DraftNotice } from '../../../../o/[slug]/(portal)/branding/draft-notice'
import { savedBranding, type SavedBranding } from '../../../../o/[slug]/(portal)/branding/saved-branding'
import { OrganizationFrame } from '../organization-frame'
import type { OrganizationParams } from '../organization-id'
import { organizationTab } from '../organization-tab'
import { saveBranding } from './actions'

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

/** For those who may not change it. */
function BrandingFacts({ branding: { pictures, texts } }: { branding: SavedBranding }) {
  return (
    <Facts>
      <Fact label="Logo">{pictures.logo === undefined ? 'None' : 'Its own'}</Fact>
      <Fact label="Logo for dark backgrounds">{pictures.dark_logo === undefined ? 'None' : 'Its own'}</Fact>
      <Fact label="Icon">{pictures.icon === undefined ? 'None' : 'Its own'}</Fact>
      <Fact label="Primary color">{texts.primary_color || 'The tenant’s'}</Fact>
      <Fact label="Background color">{texts.background_color || 'The tenant’s'}</Fact>
      <Fact label="Headline">{texts.headline || 'None'}</Fact>
      <Fact label="Support address">{texts.support || 'None'}</Fact>
      <Fact label="Terms">{texts.terms_url || 'None'}</Fact>
      <Fact label="Privacy policy">{texts.privacy_url || 'None'}</Fact>
    </Facts>
  )
}
