import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { PageHeader, Section } from '@/components/ui/page-header'
import { authorize, may } from '@/lib/access'
import { getOverview } from '@/lib/domain/statistics/get-overview'
import { consolePage } from '@/lib/http/person'
import { consoleHrefFor } from './console-pages'
import { AttentionList } from './overview/attention-list'
import { EmailHealth } from './overview/email-health'
import { OverviewCharts } from './overview/overview-charts'
import { periodOf, PeriodLinks } from './overview/period-links'

export const metadata: Metadata = { title: 'Overview' }

interface OverviewPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function OverviewPage({ searchParams }: OverviewPageProps) {
  const { tenantActor } = await consolePage()
  if (!may(tenantActor, 'read:logs')) redirect(consoleHrefFor(tenantActor) ?? '/orgs')
  const period = periodOf((await searchParams)['days'])
  const { days, isBehind, email, attention } = await getOverview(authorize(tenantActor, 'read:logs'), period)
  return (
    <>
      <PageHeader
        title="Overview"
        text="What happens in your organizations, and what needs you."
        action={<PeriodLinks period={period} />}
      />
      <Section title="Needs attention">
        <AttentionList attention={attention} viewer={tenantActor} />
      </Section>
      <Section
        title={`The last ${period} days`}
        text={isBehind ? 'Some events are not counted yet: they are counted every hour.' : undefined}
      >
        <OverviewCharts days={days} />
      </Section>
      <Section title="Email in the last 30 days">
        <EmailHealth health={email} />
      </Section>
    </>
  )
}
