import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { getOwnConnection } from '@/lib/domain/connections/own-connection'
import { isAtLeast } from '@/lib/domain/connections/access-levels'
import { findConnectionTest } from '@/lib/federation/connection-test'
import { organizationPage } from '@/lib/http/person'
import { FoundEntityId } from '../../../saml/found-entity-id'
import { TestResult } from '../../../../../../../(identity-providers)/test-result'

export const metadata: Metadata = { title: 'Test result' }

interface TestedPageProps {
  params: Promise<{ slug: string; providerId: string }>
}

export default async function TestedPage({ params }: TestedPageProps) {
  const { slug, providerId } = await params
  const { access, actor, session } = await organizationPage(slug, 'read:organization_connections')
  const connection = await getOwnConnection(access, providerId)
  const { id, displayName, accessLevel } = connection
  const result = await findConnectionTest(id)
  return (
    <>
      <BackLink href={`/o/${slug}/sign-in-methods/providers/${id}`}>{displayName}</BackLink>
      <PageHeader title="Test result" text="No one was signed in here." />
      <TestResult connection={connection} result={result}>
        <FoundEntityId
          slug={slug}
          provider={connection}
          found={result?.found ?? null}
          userId={session.user.id}
          mayUpdate={may(actor, 'update:organization_connections') && isAtLeast(accessLevel, 'limited')}
        />
      </TestResult>
    </>
  )
}
