'use client'

import { brandScheme, brandStyle, type Scheme } from '@/components/shell/brand-style'
import { SignInPreview } from '../../../o/[slug]/(portal)/branding/page-previews'
import { previewBranding } from '../../../o/[slug]/(portal)/branding/preview-branding'

interface ColorsPreviewProps {
  tenantName: string
  primary: string
  background: string
}

/** The sign-in page in both themes, or in the one that the background decides. */
export function ColorsPreview({ tenantName, primary, background }: ColorsPreviewProps) {
  const shown = {
    displayName: tenantName,
    tenantName,
    tenantColors: { primaryColor: null, backgroundColor: null },
    inviterName: '',
  }
  const texts = {
    primary_color: primary,
    background_color: background,
    headline: '',
    support: '',
    terms_url: '',
    privacy_url: '',
  }
  const pictures = { logo: undefined, dark_logo: undefined, icon: undefined }
  const brand = previewBranding({ texts, pictures }, shown)
  const fixed = brandScheme(brand.background)
  const schemes: Scheme[] = fixed ? [fixed] : ['light', 'dark']
  return (
    <section aria-label="Preview" className="flex min-w-0 flex-col gap-4">
      {schemes.map((scheme) => (
        <figure key={scheme} aria-label={`Preview of the sign-in page, ${scheme}`}>
          <div inert className="w-full overflow-hidden rounded-lg border">
            <div
              data-scheme={scheme}
              style={brandStyle(brand)}
              className="bg-panel px-4 py-6 text-foreground"
            >
              <div className="mx-auto max-w-card">
                <SignInPreview brand={brand} context={shown} scheme={scheme} />
              </div>
            </div>
          </div>
        </figure>
      ))}
    </section>
  )
}
