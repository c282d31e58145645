import { Form } from '@/components/form/form'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FoundInvitation, InvitedApplication } from '@/lib/domain/invitations/find-invitation'
import { canRequestNewLink } from '@/lib/domain/invitations/request-new-link'
import { FrontPage } from '../../(front)/front-page'
import { askForNewLink } from './actions'
import { InvitationLinkFields, type InvitationLink } from './invitation-link-fields'
import { UndoDeclineForm } from './undo-decline-form'

type ClosedState = Exclude<FoundInvitation['state'], 'pending'>

interface Words {
  title: string
  text: string
}

interface ClosedInvitationProps {
  link: InvitationLink
  found: FoundInvitation
  state: ClosedState
  application: InvitedApplication | null
  /** Whether the visitor has just asked for a new link. */
  wasAsked: boolean
}

export function ClosedInvitation({ link, found, state, application, wasAsked }: ClosedInvitationProps) {
  const { organization, maskedEmail } = found
  const { title, text } = state === 'accepted' ? acceptedWords(found, application) : words[state](found)
  return (
    <FrontPage organization={organization} title={title} text={text}>
      {canRequestNewLink(state) && (
        <AskForNewLink
          link={link}
          email={maskedEmail}
          wasAsked={wasAsked}
          isPrimary={state !== 'superseded'}
        />
      )}
      {found.undoableFor > 0 && <UndoDeclineForm link={link} seconds={found.undoableFor} />}
      {link.returnTo ? (
        <LinkButton href={link.returnTo} prefetch={false} variant="primary" width="full">
          Continue
        </LinkButton>
      ) : (
        state === 'accepted' && <NextLinks found={found} application={application} />
      )}
    </FrontPage>
  )
}

const words: Record<Exclude<ClosedState, 'accepted'>, (found: FoundInvitation) => Words> = {
  declined: ({ inviterName, organization }) => ({
    title: 'This invitation was declined',
    text: `If you change your mind later, ask ${firstName(inviterName)} to invite you to ${organization.displayName} again.`,
  }),
  revoked: ({ organization }) => ({
    title: 'This invitation was revoked',
    text: `Someone at ${organization.displayName} revoked it. If you still expect to join, ask for a new link.`,
  }),
  expired: ({ organization }) => ({
    title: 'This invitation has expired',
    text: `Ask for a new link, and we’ll tell ${organization.displayName} that you still want to join.`,
  }),
  superseded: () => ({
    title: 'A newer invitation was sent',
    text: 'Open the link in the latest invitation email. If you can’t find it, check your spam folder or ask for another one.',
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

interface NextLinksProps {
  found: FoundInvitation
  application: InvitedApplication | null
}

function NextLinks({ found: { organization, viewer }, application }: NextLinksProps) {
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

interface AskForNewLinkProps {
  link: InvitationLink
  /** Masked. */
  email: string
  wasAsked: boolean
  /** False where there is something better to do. */
  isPrimary: boolean
}

function AskForNewLink({ link, email, wasAsked, isPrimary }: AskForNewLinkProps) {
  if (wasAsked) {
    return (
      <Notice tone="success" title="Request sent" role="status">
        If a new invitation is sent, it arrives at {email}.
      </Notice>
    )
  }
  return (
    <Form action={askForNewLink}>
      <InvitationLinkFields {...link} />
      <SubmitButton width="full" variant={isPrimary ? 'primary' : 'secondary'}>
        Ask for a new link
      </SubmitButton>
    </Form>
  )
}
