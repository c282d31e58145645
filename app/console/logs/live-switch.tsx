'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { WithoutScript } from '@/components/ui/without-script'

const intervalMilliseconds = 3000

/**
 * Reads the newest page again while the tab is visible. Reading only what follows the newest event would miss events that
 * happened before it and are committed after it.
 */
export function LiveSwitch({ reloadHref }: { reloadHref: string }) {
  const [isLive, setLive] = useState(false)
  const [isReading, startReading] = useTransition()
  const router = useRouter()

  const readAgain = useEffectEvent(() => {
    if (document.visibilityState === 'hidden' || isReading) return
    startReading(() => router.refresh())
  })

  useEffect(() => {
    if (!isLive) return
    readAgain()
    const timer = window.setInterval(() => readAgain(), intervalMilliseconds)
    const onVisible = () => readAgain()
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      window.clearInterval(timer)
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [isLive])

  return (
    <>
      <Button
        role="switch"
        aria-checked={isLive}
        onClick={() => setLive(!isLive)}
        title="Shows new events as they happen."
        className="needs-script group/live"
      >
        <span
          aria-hidden
          className="size-2 rounded-full border border-input group-aria-checked/live:border-success group-aria-checked/live:bg-success"
        />
        Live
      </Button>
      <WithoutScript>
        <LinkButton href={reloadHref}>Reload</LinkButton>
      </WithoutScript>
    </>
  )
}
