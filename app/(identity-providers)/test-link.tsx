'use client'

import { useRouter } from 'next/navigation'
import { useEffect, type MouseEvent } from 'react'
import { buttonStyles } from '@/components/ui/button'
import { channelOf } from './test-channel'

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
