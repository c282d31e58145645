'use client'

import { FaultPage, type FaultPageProps } from '@/components/shell/fault-page'
import { buttonStyles } from '@/components/ui/button'

export default function ErrorPage(props: FaultPageProps) {
  return (
    <FaultPage {...props}>
      {/* A plain link: after an error the whole page is loaded again. */}
      <a href="/" className={buttonStyles()}>
        Go to the home page
      </a>
    </FaultPage>
  )
}
