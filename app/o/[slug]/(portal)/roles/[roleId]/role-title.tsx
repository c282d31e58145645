import { Badge } from '@/components/ui/badge'
import type { RoleDetails } from '@/lib/domain/roles/get-role'

export function RoleTitle({ role }: { role: RoleDetails['role'] }) {
  return (
    <span className="flex flex-wrap items-center gap-2 wrap-anywhere">
      {role.name} {role.isOwner && <Badge>Grants ownership</Badge>} {role.isOwn && <Badge>Custom</Badge>}
    </span>
  )
}
