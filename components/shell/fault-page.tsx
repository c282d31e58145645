import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { MessagePage } from './message-page'

export interface FaultPageProps {
  error: Error & { digest?: string }
  reset: () => void
}

const fault = {
  title: 'Something went wrong',
  text: 'The fault is ours, and it has been recorded. Try again; if it stays, pass on the reference below.',
}
const busy = {
  title: 'Foyer is busy',
  text: 'Foyer has more to do right now than it can. Try again in a moment.',
}

/** What is shown instead of a page that failed. @param children other ways on than to try again */
export function FaultPage({ error, reset, children }: FaultPageProps & { children?: ReactNode }) {
  const isBusy = error.digest === 'unavailable' || error.digest === 'too_many'
  return (
    <MessagePage
      {...(isBusy ? busy : fault)}
      reference={isBusy ? undefined : error.digest}
      action={
        <>
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
          {children}
        </>
      }
    />
  )
}
