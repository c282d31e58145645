import type { Metadata } from 'next'
import { Section } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { touchArea } from '@/components/ui/touch-area'
import { listEventsOfUser } from '@/lib/domain/audit/list-events'
import { consolePage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { AuditTable } from '../../../../o/[slug]/(portal)/audit/audit-table'
import { readUserPage, type UserPageProps } from '../read-user-page'
import { UserFrame } from '../user-frame'

export const metadata: Metadata = { title: 'Activity of a user' }

export default async function ActivityPage(props: UserPageProps) {
  const { operator } = await consolePage('read:users', 'read:logs')
  const { viewed, found: events } = await readUserPage(operator, props, {
    read: (userId) => listEventsOfUser(operator, userId),
  })
  const { name: tenantName } = await currentTenant()
  const { user } = viewed
  return (
    <UserFrame viewed={viewed}>
      <Section
        title="Recent events"
        text={`What ${user.name} did, and what was changed about them.`}
        action={
          <TextLink className={touchArea} href={`/console/logs?actor=${encodeURIComponent(user.id)}`}>
            Show in the logs
          </TextLink>
        }
      >
        {events.length === 0 ? (
          <p className="text-muted-foreground">No events yet.</p>
        ) : (
          <AuditTable events={events} tenantName={tenantName} />
        )}
      </Section>
    </UserFrame>
  )
}
