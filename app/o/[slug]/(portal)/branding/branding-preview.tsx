'use client'

import { useState } from 'react'
import { brandScheme, brandStyle, type Scheme } from '@/components/shell/brand-style'
import { Segmented } from '@/components/ui/segmented'
import { EmailPreview } from './email-preview'
import { InvitationPreview, SignInPreview } from './page-previews'
import { previewBranding, type PreviewContext } from './preview-branding'
import type { SavedBranding } from './saved-branding'

const pages = [
  { value: 'sign_in', label: 'Sign-in page' },
  { value: 'invitation', label: 'Invitation page' },
  { value: 'email', label: 'Email' },
] as const
const themes = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const
const sizes = [
  { value: 'desktop', label: 'Desktop' },
  { value: 'phone', label: 'Phone' },
] as const

type Page = (typeof pages)[number]['value']
type Size = (typeof sizes)[number]['value']

const names: Record<Page, string> = {
  sign_in: 'Preview of the sign-in page',
  invitation: 'Preview of the invitation page',
  email: 'Preview of an email',
}

interface BrandingPreviewProps {
  branding: SavedBranding
  context: PreviewContext
}

export function BrandingPreview({ branding, context }: BrandingPreviewProps) {
  const [page, setPage] = useState<Page>('sign_in')
  const [theme, setTheme] = useState<Scheme>('light')
  const [size, setSize] = useState<Size>('desktop')
  const brand = previewBranding(branding, context)
  const fixed = page === 'email' ? undefined : brandScheme(brand.background)
  const scheme = fixed ?? theme
  const Card = page === 'sign_in' ? SignInPreview : InvitationPreview
  return (
    <section aria-label="Preview" className="flex min-w-0 flex-col gap-3 self-start lg:sticky lg:top-6">
      <div className="needs-script flex flex-wrap gap-2">
        <Segmented label="Page" value={page} options={pages} onChange={setPage} />
        <div className="flex flex-wrap gap-2">
          <Segmented label="Theme" value={theme} options={themes} onChange={setTheme} />
          <Segmented label="Size" value={size} options={sizes} onChange={setSize} />
        </div>
      </div>
      <figure aria-label={names[page]} className="flex flex-col gap-2">
        <div
          inert
          className={`w-full overflow-hidden rounded-lg border ${size === 'phone' ? 'mx-auto max-w-80' : ''}`}
        >
          {page === 'email' ? (
            <EmailPreview brand={brand} context={context} scheme={scheme} />
          ) : (
            <div
              data-scheme={scheme}
              style={brandStyle(brand)}
              className="bg-panel px-4 py-6 text-foreground"
            >
              <div className="mx-auto max-w-card">
                <Card brand={brand} context={context} scheme={scheme} />
              </div>
            </div>
          )}
        </div>
        {fixed && fixed !== theme && (
          <figcaption className="text-sm text-muted-foreground">
            The background color keeps this page {fixed} in both themes.
          </figcaption>
        )}
      </figure>
    </section>
  )
}
