import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { MessagePage } from './message-page'

export interface FaultPageProps {
  error: Error & { digest?: string }
  reset: () => void
}

const fault = {
  title: 'Something went wrong',
  text: 'It’s our fault, and it was logged. Try again. If it happens again, send the reference below to support.',
}
const busy = {
  title: 'The service is busy',
  text: 'There are too many requests. Try again in a moment.',
}

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
