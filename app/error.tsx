'use client'

import { FaultPage, type FaultPageProps } from '@/components/shell/fault-page'
import { LinkButton } from '@/components/ui/button'

export default function ErrorPage(props: FaultPageProps) {
  return (
    <FaultPage {...props}>
      <LinkButton href="/">Go to the front page</LinkButton>
    </FaultPage>
  )
}
