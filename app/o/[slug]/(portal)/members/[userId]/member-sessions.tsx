import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { Form } from '@/components/form/form'
import { SessionItem } from '@/components/session-item'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { Time } from '@/components/ui/time'
import type { MemberSession } from '@/lib/domain/members/get-member'
import type { MemberDetails } from '@/lib/domain/members/list-members'
import type { EnteredOrganization } from '@/lib/domain/organizations/enter-organization'
import { browserName } from '@/lib/domain/users/browser-name'
import { endSession, endSessions } from '../actions'

interface MemberSessionsProps {
  organization: EnteredOrganization
  member: MemberDetails
  sessions: readonly MemberSession[]
}

export function MemberSessions({ organization, member, sessions }: MemberSessionsProps) {
  const { slug, displayName } = organization
  return (
    <Section
      title="Sessions"
      text={`Devices on which ${member.name} used ${displayName}. What they do elsewhere is not shown, nor whether they signed out.`}
      action={<EndAll slug={slug} displayName={displayName} member={member} />}
    >
      {sessions.length === 0 ? (
        <p className="text-muted-foreground">No sessions.</p>
      ) : (
        <ul className="divide-y rounded-lg border">
          {sessions.map((session) => (
            <MemberSessionItem key={session.id} slug={slug} userId={member.userId} session={session} />
          ))}
        </ul>
      )}
    </Section>
  )
}

interface MemberSessionItemProps {
  slug: string
  userId: string
  session: MemberSession
}

function MemberSessionItem({ slug, userId, session }: MemberSessionItemProps) {
  const browser = browserName(session.userAgent)
  const note = (
    <>
      First used here <Time value={session.startedAt} />, last active <Time value={session.lastActiveAt} />
    </>
  )
  return (
    <SessionItem browser={browser} note={note}>
      <Form
        action={endSession.bind(null, slug)}
        className=""
        values={{ user_id: userId, session_id: session.id }}
      >
        <SubmitButton variant="secondary" size="small" aria-label={`End session: ${browser}`}>
          End session
        </SubmitButton>
      </Form>
    </SessionItem>
  )
}

interface EndAllProps {
  slug: string
  displayName: string
  member: MemberDetails
}

function EndAll({ slug, displayName, member: { userId, name } }: EndAllProps) {
  return (
    <ConfirmDialog
      trigger={<Button size="small">End all sessions</Button>}
      title={`End all sessions of ${name}?`}
      description={`${name} must sign in again to open ${displayName}, in applications too. Other organizations are not affected.`}
      action={endSessions.bind(null, slug)}
      values={{ user_id: userId }}
      submit="End all sessions"
    />
  )
}
