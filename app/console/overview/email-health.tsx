import { Fact, Facts } from '@/components/ui/facts'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { countText } from '@/lib/domain/bounded-count'
import type { EmailHealth as Health } from '@/lib/domain/statistics/get-overview'
import { emailsPath } from '../emails/query'

export function EmailHealth({ health }: { health: Health }) {
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
