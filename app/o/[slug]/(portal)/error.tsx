'use client'

import { Fault, type FaultPageProps } from '@/components/shell/fault-page'
import { buttonStyles } from '@/components/ui/button'
import { useParams } from 'next/navigation'

/** Inside the portal: its other pages may still work. */
export default function PortalErrorPage(props: FaultPageProps) {
  const { slug } = useParams<{ slug: string }>()
  return (
    <Fault {...props}>
      {/* A plain link: after an error the whole page is loaded again. */}
      <a href={`/o/${slug}/home`} className={buttonStyles()}>
        Go to Home
      </a>
    </Fault>
  )
}
