'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState } from 'react'
import { TextLink } from '@/components/ui/text-link'
import { WithoutScript } from '@/components/ui/without-script'

const pauseMilliseconds = 1_500
const mostTimes = 40

/** Reads the page again while it shows this. */
export function RefreshWhileWaiting() {
  const [times, setTimes] = useState(0)
  const router = useRouter()

  const readAgain = useEffectEvent(() => {
    if (!document.hidden) router.refresh()
    setTimes(times + 1)
  })

  useEffect(() => {
    if (times >= mostTimes) return
    const timer = setTimeout(() => readAgain(), pauseMilliseconds)
    return () => clearTimeout(timer)
  }, [times])

  return (
    <WithoutScript>
      <TextLink href="/console/settings/email">Check again</TextLink>
    </WithoutScript>
  )
}
