'use client'

import { MessagePage } from '@/components/shell/message-page'
import { Button, LinkButton } from '@/components/ui/button'

interface ErrorPageProps {
  error: Error & { digest?: string }
  reset: () => void
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <MessagePage
      title="Something went wrong"
      text="The fault is ours, and it has been recorded. Try again; if it stays, pass on the reference below."
      reference={error.digest}
      action={
        <>
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
          <LinkButton href="/">Go to the front page</LinkButton>
        </>
      }
    />
  )
}
