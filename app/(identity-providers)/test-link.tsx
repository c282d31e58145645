'use client'

import { useRouter } from 'next/navigation'
import { useEffect, type MouseEvent } from 'react'
import { buttonStyles } from '@/components/ui/button'

/** Opens a popup; without JavaScript, another tab. The page shows the result once the test is done. */
export function TestLink({ href, connectionId }: { href: string; connectionId: string }) {
  const router = useRouter()
  useEffect(() => {
    const channel = channelOf(connectionId)
    channel.onmessage = () => router.refresh()
    return () => channel.close()
  }, [connectionId, router])

  function open(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    if (window.open(href, '_blank', 'popup,width=560,height=760')) event.preventDefault()
  }

  return (
    <a href={href} target="_blank" rel="noopener" onClick={open} className={buttonStyles()}>
      Test connection
    </a>
  )
}

/** Tells the page that opened the test, which the provider’s pages may have cut off from this window. */
export function AnnounceTest({ connectionId }: { connectionId: string }) {
  useEffect(() => {
    const channel = channelOf(connectionId)
    channel.postMessage('tested')
    channel.close()
  }, [connectionId])
  return null
}

function channelOf(connectionId: string): BroadcastChannel {
  return new BroadcastChannel(`connection-test ${connectionId}`)
}
