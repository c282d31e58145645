import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Message, MessagePage } from './message-page'
import { useOtherBuild } from './other-build'

export interface FaultPageProps {
  error: Error & { digest?: string }
  /** Reads the page from the server again; Next’s `reset` shows the failed answer again. */
  retry: () => void
  children?: ReactNode
}

const busy = {
  title: 'The service is busy',
  text: 'There are too many requests. Try again in a moment.',
}

const unconfirmed = {
  title: 'The change was not confirmed',
  text: 'The service did not confirm it in time. It may have been made: look before you try again.',
}

const updated = {
  title: 'Foyer was updated',
  text: 'This page was open meanwhile. Load it again.',
}

/** By the digest of `DomainError`. */
const messages: Record<string, { title: string; text: string; reference?: string } | undefined> = {
  unavailable: busy,
  too_many: busy,
  outcome_unknown: unconfirmed,
}

export function FaultPage(props: FaultPageProps) {
  return <MessagePage {...useMessage(props)} />
}

/** Inside a frame. */
export function Fault(props: FaultPageProps) {
  return <Message {...useMessage(props)} />
}

function useMessage({ error, retry, children }: FaultPageProps) {
  const { digest } = error
  const isOtherBuild = useOtherBuild(error)
  if (isOtherBuild) return { ...updated, action: <LoadAgain /> }
  const message = messages[digest ?? ''] ?? faultWith(digest)
  return {
    ...message,
    action: (
      <>
        <Button variant="primary" onClick={retry}>
          {message === unconfirmed ? 'Load again' : 'Try again'}
        </Button>
        {children}
      </>
    ),
  }
}

function LoadAgain() {
  return (
    <Button variant="primary" onClick={() => location.reload()}>
      Load again
    </Button>
  )
}

/** Only an error of the server has a reference. */
function faultWith(reference: string | undefined) {
  const next = reference === undefined ? 'tell support what you did' : 'send the reference below to support'
  return {
    title: 'Something went wrong',
    text: `It’s our fault${reference === undefined ? '' : ', and it was logged'}. Try again. If it happens again, ${next}.`,
    reference,
  }
}
