'use client'

import { brandStyle } from '@/components/shell/brand-style'
import type { PreviewBranding, PreviewContext } from './preview-branding'
import { PreviewLogo } from './preview-logo'

interface PreviewProps {
  look: PreviewBranding
  shown: PreviewContext
}

export function SignInPreview({ look, shown }: PreviewProps) {
  return (
    <figure aria-label="Preview of the sign-in page" className="flex flex-col gap-2">
      <figcaption className="text-sm font-medium">Sign-in page</figcaption>
      <div aria-hidden style={brandStyle(look)} className="rounded-lg border bg-panel p-6 max-sm:p-4">
        <div className="mx-auto flex max-w-75 flex-col gap-4 rounded-lg border bg-background p-5">
          <PreviewLogo look={look} displayName={shown.displayName} />
          <p className="text-lg font-semibold wrap-anywhere">Sign in to {shown.displayName}</p>
          <Line label="Email" />
          <Line label="Password" />
          <span
            data-part="button"
            className="rounded-md border border-primary-edge bg-primary px-3.5 py-1.5 text-center font-medium text-on-primary"
          >
            Sign in
          </span>
        </div>
      </div>
    </figure>
  )
}

function Line({ label }: { label: string }) {
  return (
    <span className="flex flex-col gap-1.5 text-sm font-medium">
      {label}
      <span className="h-8 rounded-md border border-input" />
    </span>
  )
}
