import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Form } from '@/components/form/form'
import { LinkButton } from '@/components/ui/link-button'
import { SubmitButton } from '@/components/ui/submit-button'
import { Time } from '@/components/ui/time'
import { findInvitation, findInvitedApplication } from '@/lib/domain/invitations/find-invitation'
import { applicationOf } from '@/lib/web/complete-sign-in'
import { currentPerson } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { one } from '../../(front)/front-links'
import { FrontPage } from '../../(front)/front-page'
import { frontMetadata } from '../../brand-metadata'
import { decline } from './actions'
import { ClosedInvitation } from './closed-invitation'
import { InvitationLinkFields, type InvitationLink } from './invitation-link-fields'
import { NextStep } from './next-step'

interface InvitationPageProps {
  params: Promise<{ ticket: string }>
  searchParams: Promise<RawQuery>
}

const invitationAt = cache(async (ticket: string) => {
  const tenant = await currentTenant()
  const person = await currentPerson()
  return findInvitation(tenant.id, ticket, person?.session ?? null)
})

export async function generateMetadata({ params }: InvitationPageProps): Promise<Metadata> {
  const found = await invitationAt((await params).ticket)
  return { ...(found ? frontMetadata(found.organization, 'Invitation') : {}), robots: { index: false } }
}

/** GET changes nothing: email scanners open links, too. */
export default async function InvitationPage({ params, searchParams }: InvitationPageProps) {
  const { ticket } = await params
  const query = await searchParams
  const tenant = await currentTenant()
  const person = await currentPerson()
  const found = await invitationAt(ticket)
  if (!found) notFound()
  const { state, organization, inviterName, maskedEmail, expiresAt } = found
  const link = { ticket, returnTo: applicationOf(one(query['return_to'])) }
  if (state !== 'pending') {
    const application = found.viewer.isInvitee ? await findInvitedApplication(tenant.id, ticket) : null
    const wasAsked = one(query['asked']) !== undefined
    return (
      <ClosedInvitation
        link={link}
        found={found}
        state={state}
        application={application}
        wasAsked={wasAsked}
      />
    )
  }
  if (found.viewer.mayDecline && one(query['decline']) !== undefined) {
    return (
      <FrontPage
        organization={organization}
        title={`Decline the invitation to ${organization.displayName}?`}
        text="You can undo this for a minute. After that, you need a new invitation."
      >
        <DeclineStep {...link} />
      </FrontPage>
    )
  }
  return (
    <FrontPage
      organization={organization}
      withHeadline
      title={`Join ${organization.displayName}`}
      text={
        <>
          {inviterName} invited {found.viewer.mayDecline ? `you, ${maskedEmail},` : maskedEmail} to join{' '}
          {organization.displayName} on {tenant.name}. The invitation expires <Time value={expiresAt} />.
        </>
      }
    >
      <NextStep link={link} found={found} person={person} emailToken={one(query['code'])} />
    </FrontPage>
  )
}

/** Asks where the dialog cannot, such as without JavaScript. */
function DeclineStep(link: InvitationLink) {
  return (
    <Form action={decline} className="flex flex-col gap-3">
      <InvitationLinkFields {...link} />
      <SubmitButton width="full" variant="danger">
        Decline
      </SubmitButton>
      <LinkButton href={pathWith(`/invitations/${link.ticket}`, { return_to: link.returnTo })} width="full">
        Cancel
      </LinkButton>
    </Form>
  )
}
