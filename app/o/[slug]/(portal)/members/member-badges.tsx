import { Badge } from '@/components/ui/badge'

interface MemberBadgesProps {
  isSelf?: boolean | undefined
  isBlocked?: boolean | undefined
  isSuspended?: boolean | undefined
  isManaged?: boolean | undefined
  /** The reader is an operator, not a member. */
  isByOperator?: boolean | undefined
}

export function MemberBadges({ isSelf, isBlocked, isSuspended, isManaged, isByOperator }: MemberBadgesProps) {
  return (
    <>
      {isSelf && <Badge>You</Badge>}
      {isBlocked && <Badge tone="danger">Blocked</Badge>}
      {isSuspended && <Badge tone="warning">Suspended</Badge>}
      {isManaged && (
        <Badge>
          Managed<span className="max-sm:sr-only"> by {isByOperator ? 'their' : 'your'} directory</span>
        </Badge>
      )}
    </>
  )
}
