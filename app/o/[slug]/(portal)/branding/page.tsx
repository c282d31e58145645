import type { Metadata } from 'next'
import { PageHeader } from '@/components/ui/page-header'
import { logoUrl } from '@/lib/domain/branding/logo-url'
import { findTenantTheme } from '@/lib/domain/tenant-branding/tenant-branding'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { BrandingForm } from './branding-form'

export const metadata: Metadata = { title: 'Branding' }

export default async function BrandingPage({ params }: { params: Promise<{ slug: string }> }) {
  const { organization, session } = await organizationPage((await params).slug, 'update:organizations')
  const tenant = await currentTenant()
  const tenantColours = await findTenantTheme({ kind: 'public', tenantId: tenant.id, subject: '' })
  const { slug, displayName, logoId, primaryColor, backgroundColor } = organization
  return (
    <>
      <PageHeader
        title="Branding"
        text="How your sign-in page and emails look. Your teammates see changes as soon as you save."
      />
      <BrandingForm
        slug={slug}
        saved={{ logoUrl: logoUrl(logoId), primary: primaryColor ?? '', background: backgroundColor ?? '' }}
        shown={{ displayName, tenantName: tenant.name, tenantColours, inviterName: session.user.name }}
      />
    </>
  )
}
