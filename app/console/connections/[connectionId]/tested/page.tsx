import type { Metadata } from 'next'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader } from '@/components/ui/page-header'
import { getConnection } from '@/lib/domain/connections/queries'
import { findConnectionTest } from '@/lib/federation/connection-test'
import { consolePage } from '@/lib/http/person'
import { TestResult } from '../../../../(identity-providers)/test-result'

export const metadata: Metadata = { title: 'Test result' }

export default async function TestedPage({ params }: { params: Promise<{ connectionId: string }> }) {
  const { operator } = await consolePage('read:connections')
  const connection = await getConnection(operator, (await params).connectionId)
  const { id, displayName } = connection
  return (
    <>
      <BackLink href={`/console/connections/${id}`}>{displayName}</BackLink>
      <PageHeader title="Test result" text="No one was signed in here." />
      <TestResult connection={connection} result={await findConnectionTest(id)} />
    </>
  )
}
