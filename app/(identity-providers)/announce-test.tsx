'use client'

import { useEffect } from 'react'
import { channelOf } from './test-channel'

/** Tells the page that opened the test, which the provider’s pages may have cut off from this window. */
export function AnnounceTest({ connectionId }: { connectionId: string }) {
  useEffect(() => {
    const channel = channelOf(connectionId)
    channel.postMessage('tested')
    channel.close()
  }, [connectionId])
  return null
}
