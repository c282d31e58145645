import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { PageHeader } from '@/components/ui/page-header'
import { getBranding } from '@/lib/domain/branding/get-branding'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { SubmitButton } from '@/components/ui/submit-button'
import { discardDraft, restoreVersion, save, sendTest } from './actions'
import { BrandingForm } from './branding-form'
import { DraftNotice } from './draft-notice'
import { savedBranding } from './saved-branding'
import { Versions } from './versions'

export const metadata: Metadata = { title: 'Branding' }

export default async function BrandingPage({ params }: { params: Promise<{ slug: string }> }) {
  const { organization, session, access } = await organizationPage(
    (await params).slug,
    'update:organizations',
  )
  const { name: tenantName } = await currentTenant()
  const { branding, isDraft, proposedColors, versions, tenantColors } = await getBranding(access)
  const { slug, displayName } = organization
  return (
    <>
      <PageHeader
        title="Branding"
        text="How your sign-in page, invitations and emails look. Save changes to publish them. Visitors never see a draft."
        action={
          <Form action={sendTest.bind(null, slug)}>
            <SubmitButton variant="secondary">Send me a test email</SubmitButton>
          </Form>
        }
      />
      {isDraft && <DraftNotice discard={discardDraft.bind(null, slug)} />}
      <BrandingForm
        save={save.bind(null, slug)}
        saved={savedBranding(branding)}
        proposedColors={proposedColors}
        context={{ displayName, tenantName, tenantColors, inviterName: session.user.name }}
      />
      <Versions restore={restoreVersion.bind(null, slug)} versions={versions} />
    </>
  )
}
