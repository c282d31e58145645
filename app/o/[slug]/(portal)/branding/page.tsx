import type { Metadata } from 'next'
import { Form } from '@/components/form/form'
import { PageHeader } from '@/components/ui/page-header'
import { getBranding } from '@/lib/domain/branding/get-branding'
import { logoUrl } from '@/lib/domain/branding/logo-url'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { SubmitButton } from '@/components/ui/submit-button'
import { sendTest } from './actions'
import { BrandingForm } from './branding-form'
import { DraftNotice } from './draft-notice'
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
  const { logoId, darkLogoId, iconId, primaryColor, backgroundColor } = branding
  return (
    <>
      <PageHeader
        title="Branding"
        text="How your sign-in page, invitations and emails look. Save changes to publish them. Only this page shows a draft."
        action={
          <Form action={sendTest.bind(null, slug)}>
            <SubmitButton variant="secondary">Send me a test email</SubmitButton>
          </Form>
        }
      />
      {isDraft && <DraftNotice slug={slug} />}
      <BrandingForm
        slug={slug}
        saved={{
          pictures: { logo: logoUrl(logoId), dark_logo: logoUrl(darkLogoId), icon: logoUrl(iconId) },
          texts: {
            primary_color: primaryColor ?? '',
            background_color: backgroundColor ?? '',
            headline: branding.headline ?? '',
            support: branding.support ?? '',
            terms_url: branding.termsUrl ?? '',
            privacy_url: branding.privacyUrl ?? '',
          },
        }}
        proposedColors={proposedColors}
        shown={{ displayName, tenantName, tenantColors, inviterName: session.user.name }}
      />
      <Versions slug={slug} versions={versions} />
    </>
  )
}
