import { Badge } from '@/components/ui/badge'
import { Time } from '@/components/ui/time'

interface OrganizationBadgesProps {
  suspendedAt: Date | null
  restorableUntil: Date | null
}

export function OrganizationBadges({ suspendedAt, restorableUntil }: OrganizationBadgesProps) {
  return (
    <>
      {suspendedAt && <Badge tone="warning">Suspended</Badge>}
      {restorableUntil && (
        <Badge tone="danger">
          Deleted, can be restored until <Time value={restorableUntil} />
        </Badge>
      )}
    </>
  )
}
