'use client'

import { brandStyle } from '@/components/shell/brand-style'
import type { PreviewBranding, PreviewContext } from './preview-branding'
import { PreviewLogo } from './preview-logo'

interface PreviewProps {
  look: PreviewBranding
  shown: PreviewContext
}

/** Emails use the logo and the primary color on a white background. */
export function EmailPreview({ look, shown }: PreviewProps) {
  const { displayName, inviterName, tenantName } = shown
  return (
    <figure aria-label="Preview of an email" className="flex flex-col gap-2">
      <figcaption className="text-sm font-medium">Invitation email</figcaption>
      <div
        aria-hidden
        style={brandStyle({ primary: look.primary, onPrimary: look.onPrimary })}
        className="rounded-lg border bg-panel p-6 max-sm:p-4"
      >
        <div className="flex flex-col items-start gap-4 rounded-lg border bg-background p-5">
          <PreviewLogo look={look} displayName={displayName} />
          <p className="text-lg font-semibold wrap-anywhere">
            {inviterName} invited you to {displayName}
          </p>
          <p className="wrap-anywhere">
            {inviterName} would like you to join {displayName}’s team on {tenantName}.
          </p>
          <span
            data-part="button"
            className="rounded-md border border-primary-edge bg-primary px-3.5 py-1.5 font-medium text-on-primary"
          >
            Accept invitation
          </span>
          <p className="w-full border-t pt-3 text-sm wrap-anywhere text-muted-foreground">
            Sent by {tenantName} for {displayName}
          </p>
        </div>
      </div>
    </figure>
  )
}
