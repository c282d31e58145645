import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { TextLink } from '@/components/ui/text-link'
import { currentTenant } from '@/lib/web/tenant'
import { findPendingLink } from '@/lib/federation/pending-link'
import { CodeForm } from '../../../code-form'
import { pathWith } from '@/lib/http/page-query'
import { signInPath } from '../../../front-links'
import { FrontPage, organizationAt } from '../../../front-page'
import { verifyAddress } from '../actions'

export const metadata: Metadata = { title: 'Confirm your address', robots: { index: false } }

/** For users whose provider is not trusted to verify their address: they enter a code sent to it. */
export default async function ProviderCodePage() {
  const pending = await findPendingLink(await currentTenant())
  if (pending?.wait.for !== 'code') redirect('/sign-in/with/failed?reason=lost')
  const { federated, displayName, wait } = pending
  const organization = await organizationAt(federated.slug)
  return (
    <FrontPage
      organization={organization}
      title="Confirm your address"
      text={
        <>
          {displayName} says that your address is{' '}
          <strong className="wrap-anywhere text-foreground">{federated.profile.address?.email}</strong>. To
          confirm it, we’ve sent a code there. It works once, for 15 minutes.
        </>
      }
      footer={
        <p>
          Not your address, or no email after a minute?{' '}
          <TextLink href={pathWith(signInPath(organization), { return_to: federated.returnTo })}>
            Begin again
          </TextLink>
          .
        </p>
      }
    >
      <CodeForm action={verifyAddress} proof={wait.proofId} submit="Confirm address" />
    </FrontPage>
  )
}
