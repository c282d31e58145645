import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import type { FoundInvitation } from '@/lib/domain/invitations/find-invitation'
import { findInvitee } from '@/lib/domain/invitations/find-invitee'
import type { SignedIn } from '@/lib/http/person'
import { currentTenant } from '@/lib/http/tenant'
import { frontLink } from '../../(front)/front-links'
import { SignInForm } from '../../(front)/sign-in/sign-in-form'
import { AnswerForm, DeclineForm } from './answer-form'
import { EnterCodeForm, SendCodeForm } from './code-step'
import { JoinForm } from './join-form'
import { WrongAccount } from './wrong-account'

interface WayOnProps {
  ticket: string
  found: FoundInvitation
  person: SignedIn | null
  /** The proof whose code was mailed, once it was asked for. */
  proof: string | undefined
}

/** What the person who looks has to do to get in: answer, sign in, switch account, join, or prove the address. */
export function WayOn({ ticket, found, person, proof }: WayOnProps) {
  const ways = new Set(found.connections.map(({ strategy }) => strategy))
  if (!ways.has('password') && !ways.has('email')) {
    return <Notice>There is no way to sign in here at the moment. {found.inviterName} can help.</Notice>
  }
  if (person) return <SignedInWay {...{ ticket, found, person, ways }} />
  if (found.purpose === 'mailed') return <MailedWay ticket={ticket} ways={ways} />
  return <ShownWay ticket={ticket} proof={proof} />
}

type Ways = ReadonlySet<string>

function SignedInWay(props: { ticket: string; found: FoundInvitation; person: SignedIn; ways: Ways }) {
  const { ticket, found, person, ways } = props
  const { viewer, maskedEmail } = found
  const { email } = person.session.user
  if (!viewer.isInvitee) return <WrongAccount {...{ ticket, email, maskedEmail }} />
  if (viewer.isInviter) {
    return <Notice>You made this invitation yourself, so somebody else has to invite you.</Notice>
  }
  if (viewer.mayEnter) return <AnswerForm ticket={ticket} />
  return (
    <>
      <Notice>You’re signed in, but not in a way that counts here. Sign in again to accept.</Notice>
      <SignInForm query={{ return_to: pathOf(ticket) }} ways={ways} email={email} />
    </>
  )
}

async function MailedWay({ ticket, ways }: { ticket: string; ways: Ways }) {
  const tenant = await currentTenant()
  const invitee = await findInvitee(tenant.id, ticket)
  return (
    <div className="flex flex-col gap-3">
      {invitee?.hasAccount ? (
        <>
          <p>You have an account at {tenant.name}. Sign in with it to accept.</p>
          <SignInForm query={{ return_to: pathOf(ticket) }} ways={ways} />
        </>
      ) : (
        <JoinForm ticket={ticket} ways={ways} />
      )}
      <DeclineForm ticket={ticket} />
    </div>
  )
}

function ShownWay({ ticket, proof }: { ticket: string; proof: string | undefined }) {
  if (proof !== undefined) return <EnterCodeForm ticket={ticket} proof={proof} />
  return (
    <div className="flex flex-col gap-3">
      <p>To show that the invited address is yours, enter a code that we email there.</p>
      <SendCodeForm ticket={ticket} />
      <p className="text-sm text-muted-foreground">
        You have an account?{' '}
        <TextLink href={frontLink('/sign-in', { return_to: pathOf(ticket) })}>Sign in to accept</TextLink>
      </p>
    </div>
  )
}

function pathOf(ticket: string): string {
  return `/invitations/${ticket}`
}
