import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { may } from '@/lib/access'
import { getBranding } from '@/lib/domain/branding/get-branding'
import { getOrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { readTogether } from '@/lib/domain/read-together'
import { currentTenant } from '@/lib/web/tenant'
import { BrandingForm } from '../../../../o/[slug]/(portal)/branding/branding-form'
import { DraftNotice } from '../../../../o/[slug]/(portal)/branding/draft-notice'
import { savedBranding } from '../../../../o/[slug]/(portal)/branding/saved-branding'
import { Versions } from '../../../../o/[slug]/(portal)/branding/versions'
import { OrganizationFrame } from '../organization-frame'
import type { OrganizationParams } from '../organization-id'
import { organizationTab } from '../organization-tab'
import { discardDraft, restoreVersion, saveBranding, sendTest } from './actions'
import { BrandingFacts } from './branding-facts'

export const metadata: Metadata = { title: 'Branding' }

export default async function OrganizationBrandingPage(props: OrganizationParams) {
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
