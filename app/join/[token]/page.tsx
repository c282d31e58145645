import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { joinDomains } from '@/lib/domain/join-links/find-join-link'
import { findJoinPage, type JoinPage } from '@/lib/domain/join-links/find-join-page'
import { currentPerson } from '@/lib/http/person'
import { findRememberedAddress } from '@/lib/web/address-cookie'
import { currentTenant } from '@/lib/web/tenant'
import { Address, OpenMailApp } from '../../(front)/check-email'
import { CodeForm } from '../../(front)/code-form'
import { pathWith, type RawQuery } from '@/lib/http/page-query'
import { one } from '../../(front)/front-links'
import { FrontPage } from '../../(front)/front-page'
import { frontMetadata } from '../../brand-metadata'
import { confirmByCode } from '../../(front)/sign-up/actions'
import { ClosedLink } from './closed-link'
import { JoinStep } from './join-step'

interface JoinLinkPageProps {
  params: Promise<{ token: string }>
  searchParams: Promise<RawQuery>
}

const joinPageAt = cache(async (token: string) => {
  const tenant = await currentTenant()
  const person = await currentPerson()
  return findJoinPage(tenant.id, token, person?.session ?? null)
})

export async function generateMetadata({ params }: JoinLinkPageProps): Promise<Metadata> {
  const found = await joinPageAt((await params).token)
  return { ...(found ? frontMetadata(found.organization, 'Join') : {}), robots: { index: false } }
}

export default async function JoinLinkPage({ params, searchParams }: JoinLinkPageProps) {
  const { token } = await params
  const query = await searchParams
  const tenant = await currentTenant()
  const person = await currentPerson()
  const found = await joinPageAt(token)
  if (!found) notFound()
  const { state, viewer, organization } = found
  if (state === 'unavailable') return <ClosedLink found={found} state={state} />
  if (viewer === 'member') redirect(`/o/${organization.slug}/home`)
  if (state !== 'live') return <ClosedLink found={found} state={state} />
  const emailToken = one(query['code'])
  if (emailToken !== undefined && viewer === null)
    return <CodeStep token={token} found={found} emailToken={emailToken} />
  return <OpenLink token={token} found={found} tenantName={tenant.name} email={person?.session.user.email} />
}

interface OpenLinkProps {
  token: string
  found: JoinPage
  tenantName: string
  /** Of the user who is signed in. */
  email: string | undefined
}

function OpenLink({ token, found, tenantName, email }: OpenLinkProps) {
  const { viewer, organization } = found
  return (
    <FrontPage
      organization={organization}
      withHeadline
      title={`Join ${organization.displayName}`}
      text={<WhoCanJoin found={found} tenantName={tenantName} />}
      footer={viewer === null && <SignInInstead token={token} found={found} />}
    >
      <JoinStep token={token} found={found} email={email} />
    </FrontPage>
  )
}

function WhoCanJoin({ found, tenantName }: { found: JoinPage; tenantName: string }) {
  const { organization, expiresAt } = found
  const domains = joinDomains(found) ?? []
  return (
    <>
      Anyone with this link can join {organization.displayName} on {tenantName}
      {domains.length > 0 && ` with an address at ${list.format(domains)}`}. It expires{' '}
      <Time value={expiresAt} />.
    </>
  )
}

function SignInInstead({ token, found }: { token: string; found: JoinPage }) {
  const href = pathWith(`/o/${found.organization.slug}`, { return_to: `/join/${token}` })
  return (
    <p>
      Already have an account? <TextLink href={href}>Sign in to join</TextLink>
    </p>
  )
}

interface CodeStepProps {
  token: string
  found: JoinPage
  emailToken: string
}

async function CodeStep({ token, found, emailToken }: CodeStepProps) {
  const email = await findRememberedAddress(await currentTenant(), emailToken)
  return (
    <FrontPage
      organization={found.organization}
      title="Check your email"
      text={
        <>
          To confirm that the address is yours, enter the code that we’ve sent to{' '}
          <Address email={email} otherwise="it" />.
        </>
      }
      footer={
        <>
          <p>
            No email after a minute? Check your spam folder, or{' '}
            <TextLink href={`/join/${token}`}>start again</TextLink>.
          </p>
          <SignInInstead token={token} found={found} />
        </>
      }
    >
      <CodeForm action={confirmByCode} proof={emailToken} submit={`Join ${found.organization.displayName}`} />
      <OpenMailApp email={email} />
    </FrontPage>
  )
}

const list = new Intl.ListFormat('en', { type: 'disjunction' })
