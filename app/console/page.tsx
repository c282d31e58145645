import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Fact, Facts } from '@/components/ui/facts'
import { PageHeader, Section } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { authorize, may } from '@/lib/access'
import { countText } from '@/lib/domain/bounded-count'
import { readTogether } from '@/lib/domain/read-together'
import { type EmailHealth, getOverview } from '@/lib/domain/statistics/get-overview'
import { getTenantSetup } from '@/lib/domain/tenants/get-tenant-setup'
import type { RawQuery } from '@/lib/http/page-query'
import { consolePage } from '@/lib/http/person'
import { consoleHrefFor } from './console-pages'
import { emailsPath } from './emails/query'
import { AttentionList } from './overview/attention-list'
import { OverviewCharts } from './overview/overview-charts'
import { SetupSection } from './overview/setup-section'
import { periodOf, PeriodLinks } from './overview/period-links'

export const metadata: Metadata = { title: 'Overview' }

export default async function OverviewPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const { tenantActor } = await consolePage()
  if (!may(tenantActor, 'read:logs')) redirect(consoleHrefFor(tenantActor) ?? '/orgs')
  const period = periodOf((await searchParams)['days'])
  const access = authorize(tenantActor, 'read:logs')
  const { setup, days, isBehind, email, attention } = await readTogether([access], async () => ({
    setup: await getTenantSetup(access),
    ...(await getOverview(access, period)),
  }))
  return (
    <>
      <PageHeader
        title="Overview"
        text="What happens in your organizations, and what needs you."
        action={<PeriodLinks period={period} />}
      />
      <SetupSection setup={setup} viewer={tenantActor} />
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
        <EmailHealthFacts health={email} />
      </Section>
    </>
  )
}

function EmailHealthFacts({ health }: { health: EmailHealth }) {
  return (
    <Facts>
      <Fact label="Bounced">
        <Count count={health.bounced} state="bounced" />
      </Fact>
      <Fact label="Failed">
        <Count count={health.failed} state="failed" />
      </Fact>
      <Fact label="Oldest in the queue">
        {health.oldestQueuedAt === null ? (
          'Nothing is waiting'
        ) : (
          <TextLink href={`${emailsPath}?state=queued`}>
            <Time value={health.oldestQueuedAt} />
          </TextLink>
        )}
      </Fact>
    </Facts>
  )
}

function Count({ count, state }: { count: number; state: string }) {
  return count === 0 ? 'None' : <TextLink href={`${emailsPath}?state=${state}`}>{countText(count)}</TextLink>
}
