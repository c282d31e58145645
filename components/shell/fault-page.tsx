import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { MessagePage } from './message-page'

export interface FaultPageProps {
  error: Error & { digest?: string }
  reset: () => void
}

/** What is shown instead of a page that failed. @param children other ways on than to try again */
export function FaultPage({ error, reset, children }: FaultPageProps & { children?: ReactNode }) {
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
          {children}
        </>
      }
    />
  )
}
