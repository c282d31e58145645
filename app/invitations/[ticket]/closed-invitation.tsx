import type { ReactNode } from 'react'
import { LinkButton } from '@/components/ui/link-button'
import type { FoundInvitation, InvitedApplication } from '@/lib/domain/invitations/find-invitation'
import { FrontPage } from '../../(front)/front-page'

type DeadState = Exclude<FoundInvitation['state'], 'pending'>

interface Words {
  title: string
  text: string
}

interface ClosedInvitationProps {
  found: FoundInvitation
  state: DeadState
  returnTo: string | undefined
  application: InvitedApplication | null
}

export function ClosedInvitation({ found, state, returnTo, application }: ClosedInvitationProps) {
  const { organization } = found
  const { title, text } = state === 'accepted' ? acceptedWords(found, application) : words[state](found)
  return (
    <FrontPage organization={organization} title={title} text={text}>
      {returnTo ? <BackToApplication path={returnTo} /> : state === 'accepted' && wayIn(found, application)}
    </FrontPage>
  )
}

function BackToApplication({ path }: { path: string }) {
  return (
    <LinkButton href={path} prefetch={false} variant="primary" width="full">
      Continue
    </LinkButton>
  )
}

const words: Record<Exclude<DeadState, 'accepted'>, (found: FoundInvitation) => Words> = {
  declined: ({ inviterName, organization }) => ({
    title: 'This invitation was declined',
    text: `If you changed your mind, ask ${firstName(inviterName)} to invite you to ${organization.displayName} again.`,
  }),
  revoked: ({ inviterName, organization }) => ({
    title: 'This invitation was revoked',
    text: `Ask ${firstName(inviterName)} for a new one if you still expect to join ${organization.displayName}.`,
  }),
  expired: ({ inviterName }) => ({
    title: 'This invitation has expired',
    text: `Ask ${firstName(inviterName)} for a new one.`,
  }),
  superseded: ({ inviterName }) => ({
    title: 'A newer invitation was sent',
    text: `This link no longer works. Open the one in the latest email from ${firstName(inviterName)}.`,
  }),
  unavailable: ({ organization }) => ({
    title: 'No one can join right now',
    text: `${organization.displayName} is not available. Ask the person who invited you.`,
  }),
}

function acceptedWords(
  { organization, viewer }: FoundInvitation,
  application: InvitedApplication | null,
): Words {
  if (viewer.isInvitee && application) {
    return {
      title: 'You’ve already joined',
      text: `Continue to ${application.name}, or open ${organization.displayName}.`,
    }
  }
  if (viewer.isInvitee) {
    return { title: 'You’ve already joined', text: `You are a member of ${organization.displayName}.` }
  }
  return {
    title: 'This invitation has been accepted',
    text: `If it was you, sign in to ${organization.displayName} with the invited address.`,
  }
}

function wayIn({ organization, viewer }: FoundInvitation, application: InvitedApplication | null): ReactNode {
  const [href, label] = viewer.isInvitee
    ? [`/o/${organization.slug}/home`, `Open ${organization.displayName}`]
    : [`/o/${organization.slug}`, `Sign in to ${organization.displayName}`]
  return (
    <div className="flex flex-col gap-3">
      {application && (
        <LinkButton href={application.url} rel="noreferrer" variant="primary" width="full">
          Open {application.name}
        </LinkButton>
      )}
      <LinkButton href={href} variant={application ? 'secondary' : 'primary'} width="full">
        {label}
      </LinkButton>
    </div>
  )
}

function firstName(name: string): string {
  return name.split(' ')[0] ?? name
}
