import { Chart } from '@/components/charts/chart'
import type { DayCounts, Overview } from '@/lib/domain/statistics/get-overview'

type Kind = keyof DayCounts['counts']

export function OverviewCharts({ days }: Pick<Overview, 'days'>) {
  const labels = days.map(({ day }) => dayLabel(day))
  const valuesOf = (kind: Kind) => days.map(({ counts }) => counts[kind])
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Chart
        title="Sign-ins"
        unit="sign-ins a day"
        labels={labels}
        series={[
          { label: 'Signed in', tone: 'primary', values: valuesOf('sign_ins') },
          { label: 'Failed', tone: 'danger', values: valuesOf('failed_sign_ins') },
        ]}
      />
      <Chart
        title="Active members"
        unit="people a day who signed in or changed something"
        labels={labels}
        isSummed={false}
        series={[{ label: 'Active', tone: 'primary', values: valuesOf('active_users') }]}
      />
      <Chart
        title="Invitations"
        unit="invitations a day"
        labels={labels}
        series={[
          { label: 'Sent', tone: 'primary', values: valuesOf('invitations_sent') },
          { label: 'Accepted', tone: 'success', values: valuesOf('invitations_accepted') },
        ]}
      />
      <Chart
        title="Emails"
        unit="emails a day"
        labels={labels}
        series={[{ label: 'Sent', tone: 'primary', values: valuesOf('emails_sent') }]}
      />
    </div>
  )
}

const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

function dayLabel(day: string): string {
  return format.format(new Date(`${day}T00:00:00Z`))
}
