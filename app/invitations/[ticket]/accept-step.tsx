import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { findInvitee, type FoundInvitation } from '@/lib/domain/invitations/find-invitation'
import type { SignedIn } from '@/lib/http/person'
import { currentTenant } from '@/lib/http/tenant'
import { frontLink } from '../../(front)/front-links'
import { Ways } from '../../(front)/sign-in/ways'
import { AnswerForm, DeclineForm } from './answer-form'
import { EnterCodeForm, SendCodeForm } from './code-step'
import type { Here } from './here-fields'
import { JoinForm } from './join-form'
import { WrongAccount } from './wrong-account'

interface AcceptStepProps {
  here: Here
  found: FoundInvitation
  person: SignedIn | null
  /** Id of the email token whose code was sent, once a code was requested. */
  proof: string | undefined
}

/** What the person who looks has to do to get in: answer, sign in, switch account, join, or prove the address. */
export function AcceptStep({ here, found, person, proof: emailToken }: AcceptStepProps) {
  if (found.connections.length === 0) {
    return <Notice>There is no way to sign in here at the moment. {found.inviterName} can help.</Notice>
  }
  if (person) return <SignedInWay here={here} found={found} person={person} />
  if (found.purpose === 'mailed') return <EmailedTicketStep here={here} found={found} />
  return <CopiedLinkStep here={here} proof={emailToken} />
}

function SignedInWay({ here, found, person }: { here: Here; found: FoundInvitation; person: SignedIn }) {
  const { viewer, maskedEmail, connections } = found
  const { email } = person.session.user
  if (!viewer.isInvitee) return <WrongAccount path={pathOf(here)} email={email} maskedEmail={maskedEmail} />
  if (viewer.isInviter) {
    return <Notice>You made this invitation yourself, so somebody else has to invite you.</Notice>
  }
  if (viewer.mayEnter) return <AnswerForm {...here} />
  return (
    <>
      <Notice>You’re signed in, but not in a way that counts here. Sign in again to accept.</Notice>
      <Ways query={{ return_to: pathOf(here) }} connections={connections} email={email} />
      <DeclineForm {...here} />
    </>
  )
}

async function EmailedTicketStep({ here, found }: { here: Here; found: FoundInvitation }) {
  const { connections } = found
  const tenant = await currentTenant()
  const invitee = await findInvitee(tenant.id, here.ticket)
  const ways = new Set(connections.map(({ strategy }) => strategy))
  return (
    <div className="flex flex-col gap-3">
      {invitee?.hasAccount ? (
        <>
          <p>You have an account at {tenant.name}. Sign in with it to accept.</p>
          <Ways query={{ return_to: pathOf(here) }} connections={connections} />
        </>
      ) : (
        <Ways
          query={{ return_to: here.returnTo }}
          connections={connections.filter(({ strategy }) => strategy !== 'passkey')}
          invitation={here.ticket}
          form={<JoinForm here={here} ways={ways} />}
        />
      )}
      <DeclineForm {...here} />
    </div>
  )
}

function CopiedLinkStep({ here, proof: emailToken }: { here: Here; proof: string | undefined }) {
  if (emailToken !== undefined) return <EnterCodeForm here={here} proof={emailToken} />
  return (
    <div className="flex flex-col gap-3">
      <p>To show that the invited address is yours, enter a code that we email there.</p>
      <SendCodeForm here={here} />
      <p className="text-sm text-muted-foreground">
        You have an account?{' '}
        <TextLink href={frontLink('/sign-in', { return_to: pathOf(here) })}>Sign in to accept</TextLink>
      </p>
    </div>
  )
}

function pathOf({ ticket, returnTo }: Here): string {
  return frontLink(`/invitations/${ticket}`, { return_to: returnTo })
}
