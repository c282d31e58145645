import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { PageHeader } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { consolePage } from '@/lib/http/person'
import { consoleHrefFor } from './console-pages'

export const metadata: Metadata = { title: 'Overview' }

export default async function OverviewPage() {
  const { tenantActor } = await consolePage()
  if (!may(tenantActor, 'read:logs')) redirect(consoleHrefFor(tenantActor) ?? '/orgs')
  return <PageHeader title="Overview" text="What happens in your organizations, and what needs you." />
}
