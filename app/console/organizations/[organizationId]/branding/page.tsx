import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { Fact, Facts } from '@/components/ui/facts'
import { SubmitButton } from '@/components/ui/submit-button'
import { may } from '@/lib/access'
import { getBranding } from '@/lib/domain/branding/get-branding'
import { getOrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { readTogether } from '@/lib/domain/read-together'
import { currentTenant } from '@/lib/web/tenant'
import { BrandingForm } from '../../../../o/[slug]/(portal)/branding/branding-form'
import { DraftNotice } from '../../../../o/[slug]/(portal)/branding/draft-notice'
import { savedBranding, type SavedBranding } from '../../../../o/[slug]/(portal)/branding/saved-branding'
import { Versions } from '../../../../o/[slug]/(portal)/branding/versions'
import { OrganizationFrame } from '../organization-frame'
import { organizationTab, type OrganizationPageProps } from '../organization-tab'
import { discardDraft, restoreVersion, saveBranding, sendTest } from './actions'

export const metadata: Metadata = { title: 'Branding' }

export default async function OrganizationBrandingPage(props: OrganizationPageProps) {
  const { access, tenantActor, session } = await organizationTab(props)
  const { organization, page } = await readTogether([access], async () => ({
    organization: await getOrganizationStatus(access),
    page: await getBranding(access),
  }))
  const { name: tenantName } = await currentTenant()
  const { branding, isDraft, proposedColors, versions, tenantColors } = page
  const { id, displayName } = organization
  const mayChange = may(access, 'update:organizations')
  return (
    <OrganizationFrame
      organization={organization}
      tenantActor={tenantActor}
      action={
        mayChange && (
          <Form action={sendTest.bind(null, id)}>
            <SubmitButton variant="secondary">Send me a test email</SubmitButton>
          </Form>
        )
      }
    >
      {isDraft && <DraftNotice discard={mayChange ? discardDraft.bind(null, id) : null} />}
      {mayChange ? (
        <BrandingForm
          save={saveBranding.bind(null, id)}
          saved={savedBranding(branding)}
          proposedColors={proposedColors}
          context={{ displayName, tenantName, tenantColors, inviterName: session.user.name }}
        />
      ) : (
        <div className="mb-8">
          <BrandingFacts branding={savedBranding(branding)} />
        </div>
      )}
      <Versions restore={mayChange ? restoreVersion.bind(null, id) : null} versions={versions} />
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
