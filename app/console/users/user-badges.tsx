import { Badge } from '@/components/ui/badge'

interface UserBadgesProps {
  isBlocked: boolean
  isEmailVerified: boolean
}

export function UserBadges({ isBlocked, isEmailVerified }: UserBadgesProps) {
  return (
    <span className="inline-flex gap-1">
      {isBlocked && <Badge tone="danger">Blocked</Badge>}
      {isEmailVerified ? <Badge tone="success">Verified</Badge> : <Badge tone="warning">Not verified</Badge>}
    </span>
  )
}
