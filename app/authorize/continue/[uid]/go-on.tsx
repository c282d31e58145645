'use client'

import { useEffect } from 'react'
import { LinkButton } from '@/components/ui/link-button'

/**
 * Leaves this page by itself. No redirect: the way here began with a form, and a browser that guards forms
 * (`form-action`) would not follow one to the application.
 */
export function GoOn({ path }: { path: string }) {
  useEffect(() => leaveFor(path), [path])
  return (
    <>
      <noscript>
        <meta httpEquiv="refresh" content={`0; url=${path}`} />
      </noscript>
      <LinkButton href={path} prefetch={false} variant="primary" width="full">
        Continue
      </LinkButton>
    </>
  )
}

const left = new Set<string>()

/** Once: the second time the sign-in would be over. */
function leaveFor(path: string): void {
  if (left.has(path)) return
  left.add(path)
  window.location.replace(path)
}
