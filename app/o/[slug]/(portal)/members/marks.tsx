import { Badge } from '@/components/ui/badge'

export interface MarksProps {
  isSelf: boolean
  isBlocked: boolean
  isSuspended: boolean
}

/** What is special about a member, as badges. */
export function Marks({ isSelf, isBlocked, isSuspended }: MarksProps) {
  return (
    <>
      {isSelf && <Badge>You</Badge>}
      {isBlocked && <Badge tone="danger">Blocked</Badge>}
      {isSuspended && <Badge tone="warning">Suspended</Badge>}
    </>
  )
}
