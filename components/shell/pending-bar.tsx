'use client'

import { useTransition } from 'react'
import { useIsNavigating, useNavigationOwner } from '@/components/ui/navigation-state'

/** Appears after 100 ms, so that quick pages do not flicker. */
export function PendingBar() {
  const [isPending, startTransition] = useTransition()
  useNavigationOwner(startTransition)
  const isNavigating = useIsNavigating()
  if (!isPending && !isNavigating) return null
  return (
    <div role="progressbar" aria-label="Loading" className="pending-bar fixed inset-x-0 top-0 z-50 h-0.5">
      <div className="h-full w-1/3 bg-primary" />
    </div>
  )
}
