'use client'

import Link, { useLinkStatus } from 'next/link'
import { useRef, useState, type ComponentProps } from 'react'
import { usePendingSignal } from './navigation-state'

/** Long enough that a pointer that only passes over a link requests nothing. */
const restMilliseconds = 80

/**
 * Every link of ours: it shows the pending bar, and fetches its page when the pointer rests on it, not on view.
 * `prefetch={false}` where a GET does more than render a page.
 */
export function AppLink({
  children,
  prefetch,
  onPointerEnter,
  onPointerLeave,
  ...props
}: ComponentProps<typeof Link>) {
  const [isWanted, setWanted] = useState(false)
  const timer = useRef<number>(undefined)
  return (
    <Link
      {...props}
      prefetch={isWanted && prefetch !== false}
      onPointerEnter={(event) => {
        onPointerEnter?.(event)
        if (event.pointerType !== 'touch')
          timer.current = window.setTimeout(() => setWanted(true), restMilliseconds)
      }}
      onPointerLeave={(event) => {
        onPointerLeave?.(event)
        window.clearTimeout(timer.current)
        setWanted(false)
      }}
    >
      {children}
      <LinkPending />
    </Link>
  )
}

function LinkPending() {
  usePendingSignal(useLinkStatus().pending)
  return null
}
