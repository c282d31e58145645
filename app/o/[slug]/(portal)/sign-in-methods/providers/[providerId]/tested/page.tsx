import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader } from '@/components/ui/page-header'
import { getOwnConnection } from '@/lib/domain/connections/own-connection'
import { findConnectionTest } from '@/lib/federation/connection-test'
import { organizationPage } from '@/lib/http/person'
import { TestResult } from '../../../../../../../(identity-providers)/test-result'

export const metadata: Metadata = { title: 'Test result' }

interface TestedPageProps {
  params: Promise<{ slug: string; providerId: string }>
}

export default async function TestedPage({ params }: TestedPageProps) {
  const { slug, providerId } = await params
  const { access } = await organizationPage(slug, 'read:organization_connections')
  const connection = await getOwnConnection(access, providerId)
  const { id, displayName } = connection
  return (
    <>
      <BackLink href={`/o/${slug}/sign-in-methods/providers/${id}`}>{displayName}</BackLink>
      <PageHeader title="Test result" text="No one was signed in here." />
      <TestResult connection={connection} result={await findConnectionTest(id)} />
    </>
  )
}
