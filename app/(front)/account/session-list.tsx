import { Form } from '@/components/form/form'
import { Badge } from '@/components/ui/badge'
import { SubmitButton } from '@/components/ui/submit-button'
import { Time } from '@/components/ui/time'
import { browserName } from '@/lib/domain/users/browser-name'
import type { ListedSession } from '@/lib/domain/users/sessions'
import { signOutOf } from './actions'

interface SessionListProps {
  sessions: readonly ListedSession[]
  currentId: string
}

export function SessionList({ sessions, currentId }: SessionListProps) {
  return (
    <ul className="divide-y rounded-lg border">
      {sessions.map((session) => (
        <SessionItem key={session.id} session={session} isCurrent={session.id === currentId} />
      ))}
    </ul>
  )
}

function SessionItem({ session, isCurrent }: { session: ListedSession; isCurrent: boolean }) {
  const browser = browserName(session.userAgent)
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="flex min-w-0 flex-col gap-0.5">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {browser} {isCurrent && <Badge tone="success">This device</Badge>}
        </p>
        <p className="text-sm text-muted-foreground">
          Signed in <Time value={session.createdAt} />, last used <Time value={session.lastSeenAt} />
          {session.ip !== null && <> from {session.ip}</>}
        </p>
      </div>
      {!isCurrent && (
        <Form action={signOutOf} className="">
          <input type="hidden" name="session_id" value={session.id} />
          <SubmitButton variant="secondary" size="small" aria-label={`Sign out ${browser}`}>
            Sign out
          </SubmitButton>
        </Form>
      )}
    </li>
  )
}
