import type { Metadata } from 'next'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { opaqueColors } from '@/lib/domain/branding/color'
import { getTenantBranding } from '@/lib/domain/tenant-branding/tenant-branding'
import { consolePage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { BrandingForm } from './branding-form'

export const metadata: Metadata = { title: 'Default branding' }

export default async function TenantBrandingPage() {
  const { operator, tenantActor } = await consolePage('read:branding')
  const { primaryColor, background } = await getTenantBranding(operator)
  const { name: tenantName } = await currentTenant()
  const solid = 'solid' in background ? background.solid : null
  const colors = opaqueColors({ primaryColor, backgroundColor: solid })
  return (
    <Section
      title="Default branding"
      text="For the tenant’s own pages and emails, and for organizations that set no colors."
    >
      {'start' in background && (
        <Notice>
          The API has set a gradient as the background. It is stored, but not shown. A background color
          replaces it.
        </Notice>
      )}
      <BrandingForm
        tenantName={tenantName}
        saved={{ primary: colors.primaryColor ?? '', background: colors.backgroundColor ?? '' }}
        hasGradient={'start' in background}
        mayUpdate={may(tenantActor, 'update:branding')}
      />
    </Section>
  )
}
