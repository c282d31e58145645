'use client'

import { Fault, type FaultPageProps } from '@/components/shell/fault-page'
import { buttonStyles } from '@/components/ui/button'

/** Inside the console: its other pages may still work. */
export default function ConsoleErrorPage(props: FaultPageProps) {
  return (
    <Fault {...props}>
      {/* A plain link: after an error the whole page is loaded again. */}
      <a href="/console" className={buttonStyles()}>
        Go to the overview
      </a>
    </Fault>
  )
}
