import { Badge } from '@/components/ui/badge'

interface UserBadgesProps {
  isBlocked: boolean
  isProven: boolean
}

export function UserBadges({ isBlocked, isProven }: UserBadgesProps) {
  return (
    <span className="inline-flex gap-1">
      {isBlocked && <Badge tone="danger">Blocked</Badge>}
      {isProven ? <Badge tone="success">Verified</Badge> : <Badge tone="warning">Not verified</Badge>}
    </span>
  )
}
