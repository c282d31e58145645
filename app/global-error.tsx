'use client'

import { MessagePage } from '@/components/shell/message-page'
import { Button } from '@/components/ui/button'
import './globals.css'

interface GlobalErrorPageProps {
  error: Error & { digest?: string }
  reset: () => void
}

export default function GlobalErrorPage({ error, reset }: GlobalErrorPageProps) {
  return (
    <html lang="en" data-theme="system">
      <body>
        <title>Something went wrong · Foyer</title>
        <MessagePage
          title="Something went wrong"
          text="The fault is ours, and it has been recorded. Try again; if it stays, pass on the reference below."
          reference={error.digest}
          action={
            <Button variant="primary" onClick={reset}>
              Try again
            </Button>
          }
        />
      </body>
    </html>
  )
}
