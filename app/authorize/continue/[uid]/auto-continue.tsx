'use client'

import { useEffect } from 'react'
import { LinkButton } from '@/components/ui/link-button'

/** By script: browsers apply the CSP’s `form-action` to redirects after a form and would block this one. */
export function AutoContinue({ path }: { path: string }) {
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

/** Once: a second request would find no sign-in. */
function leaveFor(path: string): void {
  if (left.has(path)) return
  left.add(path)
  window.location.replace(path)
}
