'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState } from 'react'
import { TextLink } from '@/components/ui/text-link'
import { WithoutScript } from '@/components/ui/without-script'

const intervalMilliseconds = 1_500
const mostReads = 40

/** Reads the page again while it shows this. */
export function RefreshWhileWaiting() {
  const [reads, setReads] = useState(0)
  const router = useRouter()

  const readAgain = useEffectEvent(() => {
    if (!document.hidden) router.refresh()
    setReads(reads + 1)
  })

  useEffect(() => {
    if (reads >= mostReads) return
    const timer = setTimeout(() => readAgain(), intervalMilliseconds)
    return () => clearTimeout(timer)
  }, [reads])

  return (
    <WithoutScript>
      <TextLink href="/console/settings/email">Check again</TextLink>
    </WithoutScript>
  )
}
