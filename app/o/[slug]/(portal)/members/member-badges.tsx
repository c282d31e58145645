import { Badge } from '@/components/ui/badge'

export interface MemberBadgesProps {
  isSelf: boolean
  isBlocked: boolean
  isSuspended: boolean
}

export function MemberBadges({ isSelf, isBlocked, isSuspended }: MemberBadgesProps) {
  return (
    <>
      {isSelf && <Badge>You</Badge>}
      {isBlocked && <Badge tone="danger">Blocked</Badge>}
      {isSuspended && <Badge tone="warning">Suspended</Badge>}
    </>
  )
}
