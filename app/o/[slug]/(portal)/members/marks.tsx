import { Badge } from '@/components/ui/badge'

export interface MarksProps {
  isSelf: boolean
  isBlocked: boolean
  isSuspended: boolean
}

/** Badges for the member’s status. */
export function Marks({ isSelf, isBlocked, isSuspended }: MarksProps) {
  return (
    <>
      {isSelf && <Badge>You</Badge>}
      {isBlocked && <Badge tone="danger">Blocked</Badge>}
      {isSuspended && <Badge tone="warning">Suspended</Badge>}
    </>
  )
}
