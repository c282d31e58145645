import type { Metadata } from 'next'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { SessionItem } from '@/components/session-item'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { Time } from '@/components/ui/time'
import { may } from '@/lib/access'
import { countText } from '@/lib/domain/bounded-count'
import { browserName } from '@/lib/domain/users/browser-name'
import type { User } from '@/lib/domain/users/read-user'
import { listSessionsOfUser, type SessionOfUser } from '@/lib/domain/users/sessions'
import { consolePage } from '@/lib/http/person'
import { readUserPage, type UserPageProps } from '../read-user-page'
import { UserFrame } from '../user-frame'
import { end, endAll } from './actions'

export const metadata: Metadata = { title: 'Sessions of a user' }

export default async function SessionsPage(props: UserPageProps) {
  const { operator, session } = await consolePage('read:users', 'read:sessions')
  const { viewed, found } = await readUserPage(operator, props, {
    read: (userId) => listSessionsOfUser(operator, { userId, take: 100, after: null }),
  })
  const { user, actor, isSelf } = viewed
  const mayEnd = may(actor, 'delete:sessions')
  return (
    <UserFrame viewed={viewed}>
      <Section
        title="Sessions"
        text="Browsers in which they are signed in. What ends here ends in applications, too."
        action={mayEnd && !isSelf && <EndAll user={user} />}
      >
        {found.rows.length === 0 ? (
          <p className="text-muted-foreground">{user.name} is not signed in in any browser.</p>
        ) : (
          <ul className="divide-y rounded-lg border">
            {found.rows.map((one) => (
              <Item
                key={one.id}
                session={one}
                isCurrent={one.id === session.id}
                mayEnd={mayEnd && one.id !== session.id}
              />
            ))}
          </ul>
        )}
        {found.next !== null && (
          <p className="text-sm text-muted-foreground">There are more than these 100.</p>
        )}
      </Section>
    </UserFrame>
  )
}

interface ItemProps {
  session: SessionOfUser
  isCurrent: boolean
  mayEnd: boolean
}

function Item({ session, isCurrent, mayEnd }: ItemProps) {
  const { id, userId, userAgent, ip, organization, clientIds, createdAt, lastSeenAt } = session
  const browser = browserName(userAgent)
  const note = (
    <>
      Signed in <Time value={createdAt} />, last seen <Time value={lastSeenAt} />
      {ip !== null && <> from {ip}</>}
      {organization && <>, in {organization.displayName}</>}
      {clientIds.length > 0 && <>, {countText(clientIds.length, 'application')}</>}
    </>
  )
  return (
    <SessionItem browser={browser} isCurrent={isCurrent} note={note}>
      {mayEnd && (
        <Form action={end} values={{ user_id: userId, session_id: id }} className="">
          <SubmitButton variant="secondary" size="small" aria-label={`End session: ${browser}`}>
            End session
          </SubmitButton>
        </Form>
      )}
    </SessionItem>
  )
}

function EndAll({ user: { id, name } }: { user: User }) {
  return (
    <ConfirmDialog
      trigger={<Button size="small">End all sessions</Button>}
      title={`End all sessions of ${name}?`}
      description={`${name} must sign in again everywhere, in applications too.`}
      action={endAll}
      values={{ user_id: id }}
      submit="End all sessions"
    />
  )
}
