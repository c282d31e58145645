import { Form } from '@/components/form/form'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { findInvitee, type FoundInvitation } from '@/lib/domain/invitations/find-invitation'
import type { SignedIn } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { pathWith } from '@/lib/http/page-query'
import { NeedsEmail } from '../../(front)/needs-email'
import { SignInMethods } from '../../(front)/sign-in/sign-in-methods'
import { join, accept } from './actions'
import { EnterCodeForm, SendCodeForm } from './code-step'
import { DeclineButton } from './decline-button'
import { type InvitationLink, InvitationLinkFields } from './invitation-link-fields'
import { JoinForm } from './join-form'
import { WrongAccount } from './wrong-account'

interface NextStepProps {
  link: InvitationLink
  found: FoundInvitation
  person: SignedIn | null
  emailToken: string | undefined
}

export function NextStep({ link, found, person, emailToken }: NextStepProps) {
  if (found.connections.length === 0) {
    return <Notice>No sign-in method is available here right now. {found.inviterName} can help.</Notice>
  }
  if (person) return <SignedInStep link={link} found={found} person={person} />
  if (found.purpose === 'mailed') return <EmailedLinkStep link={link} found={found} />
  return <SharedLinkStep link={link} emailToken={emailToken} />
}

interface SignedInStepProps {
  link: InvitationLink
  found: FoundInvitation
  person: SignedIn
}

function SignedInStep({ link, found, person }: SignedInStepProps) {
  const { viewer, maskedEmail, connections } = found
  const declineButton = <DeclineButton link={link} organizationName={found.organization.displayName} />
  const { email } = person.session.user
  if (!viewer.isInvitee) {
    return (
      <WrongAccount path={pathOf(link)} email={email} title="This invitation is for another account">
        , and it was sent to {maskedEmail}. It stays valid while you switch.
      </WrongAccount>
    )
  }
  if (viewer.isInviter) {
    return <Notice>You created this invitation, so someone else has to invite you.</Notice>
  }
  if (viewer.mayEnter)
    return (
      <div className="flex flex-col gap-3">
        <Form action={accept}>
          <InvitationLinkFields {...link} />
          <SubmitButton width="full">Accept invitation</SubmitButton>
        </Form>
        {declineButton}
      </div>
    )
  return (
    <>
      <Notice>This invitation requires another sign-in method. Sign in again to accept.</Notice>
      <SignInMethods query={{ return_to: pathOf(link) }} connections={connections} own={email} />
      {declineButton}
    </>
  )
}

async function EmailedLinkStep({ link, found }: { link: InvitationLink; found: FoundInvitation }) {
  const { connections, organization } = found
  const tenant = await currentTenant()
  const invitee = await findInvitee(tenant.id, link.ticket)
  const strategies = new Set(connections.map(({ strategy }) => strategy))
  return (
    <div className="flex flex-col gap-3">
      {invitee?.hasAccount ? (
        <>
          <p>You have an account at {tenant.name}. Sign in with it to accept.</p>
          <SignInMethods query={{ return_to: pathOf(link) }} connections={connections} />
        </>
      ) : (
        <SignInMethods
          query={{ return_to: link.returnTo }}
          connections={connections.filter(({ strategy }) => strategy !== 'passkey')}
          invitation={link.ticket}
          form={
            <JoinForm
              action={join}
              strategies={strategies}
              submit="Accept invitation"
              name={invitee?.name ?? undefined}
            >
              <InvitationLinkFields {...link} />
            </JoinForm>
          }
        />
      )}
      <DeclineButton link={link} organizationName={organization.displayName} />
    </div>
  )
}

function SharedLinkStep({ link, emailToken }: { link: InvitationLink; emailToken: string | undefined }) {
  if (emailToken !== undefined) return <EnterCodeForm link={link} emailToken={emailToken} />
  return (
    <div className="flex flex-col gap-3">
      <NeedsEmail>
        <p>To confirm that the invited address is yours, enter the code that we email to it.</p>
        <SendCodeForm link={link} />
      </NeedsEmail>
      <p className="text-sm text-muted-foreground">
        Already have an account?{' '}
        <TextLink href={pathWith('/sign-in', { return_to: pathOf(link) })}>Sign in to accept</TextLink>
      </p>
    </div>
  )
}

function pathOf({ ticket, returnTo }: InvitationLink): string {
  return pathWith(`/invitations/${ticket}`, { return_to: returnTo })
}
