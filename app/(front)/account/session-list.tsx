import { Form } from '@/components/form/form'
import { SessionItem } from '@/components/session-item'
import { SubmitButton } from '@/components/ui/submit-button'
import { Time } from '@/components/ui/time'
import { browserName } from '@/lib/domain/users/browser-name'
import type { ListedSession } from '@/lib/domain/users/sessions'
import { signOutElsewhere, signOutOf } from './actions'

interface SessionListProps {
  sessions: readonly ListedSession[]
  currentId: string
}

export function SessionList({ sessions, currentId }: SessionListProps) {
  return (
    <ul className="divide-y rounded-lg border">
      {sessions.map((session) => (
        <MySessionItem key={session.id} session={session} isCurrent={session.id === currentId} />
      ))}
    </ul>
  )
}

function MySessionItem({ session, isCurrent }: { session: ListedSession; isCurrent: boolean }) {
  const browser = browserName(session.userAgent)
  const note = (
    <>
      Signed in <Time value={session.createdAt} />, last used <Time value={session.lastSeenAt} />
      {session.ip !== null && <> from {session.ip}</>}
    </>
  )
  return (
    <SessionItem browser={browser} isCurrent={isCurrent} note={note}>
      {!isCurrent && (
        <Form action={signOutOf} className="" values={{ session_id: session.id }}>
          <SubmitButton variant="secondary" size="small" aria-label={`Sign out ${browser}`}>
            Sign out
          </SubmitButton>
        </Form>
      )}
    </SessionItem>
  )
}

export function SignOutElsewhere() {
  return (
    <Form action={signOutElsewhere} className="">
      <SubmitButton variant="secondary">Sign out everywhere else</SubmitButton>
    </Form>
  )
}
