import { ChevronRight } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { TextLink } from '@/components/ui/text-link'
import type { CataloguedApi } from '@/lib/domain/roles/catalogue'
import type { MatrixRole } from '@/lib/domain/roles/get-role'
import type { PermissionRef } from '@/lib/domain/roles/permission-ref'
import { countText } from '@/lib/domain/bounded-count'
import { PermissionList } from './permission-list'

interface RoleItemProps {
  slug: string
  apis: CataloguedApi[]
  role: MatrixRole
  linksMembers: boolean
}

/** For screens where the matrix does not fit. */
export function RoleItem({ slug, apis, role, linksMembers }: RoleItemProps) {
  return (
    <li className="flex flex-col gap-2 border-b pt-4 pb-2">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <h2 className="flex min-w-0 flex-wrap items-center gap-2 text-lg wrap-anywhere">
          <TextLink href={`/o/${slug}/roles/${role.id}`}>{role.name}</TextLink>
          {role.isOwn && <Badge>Custom</Badge>}
        </h2>
        <Holders role={role} slug={slug} linksMembers={linksMembers} />
      </div>
      {role.description && <p className="text-muted-foreground">{role.description}</p>}
      <RolePermissions apis={apis} permissions={role.permissions} />
    </li>
  )
}

/** Of a column of the matrix. */
export function RoleHead({ role, slug, linksMembers }: Omit<RoleItemProps, 'apis'>) {
  return (
    <>
      {role.isOwn && <Badge>Custom</Badge>}
      <TextLink href={`/o/${slug}/roles/${role.id}`} className="line-clamp-3 wrap-anywhere">
        {role.name}
      </TextLink>
      <span className="text-sm">
        <Holders slug={slug} role={role} linksMembers={linksMembers} />
      </span>
    </>
  )
}

function Holders({ role, slug, linksMembers }: Omit<RoleItemProps, 'apis'>) {
  if (role.members === null) return null
  const words = role.members === 1 ? '1 member' : `${countText(role.members)} members`
  if (!linksMembers || role.members === 0) return <span className="text-muted-foreground">{words}</span>
  return (
    <TextLink href={`/o/${slug}/members?role=${role.id}`} className="font-normal text-muted-foreground">
      {words}
      <span className="sr-only"> with the role {role.name}</span>
    </TextLink>
  )
}

export function RolePermissions({
  apis,
  permissions,
}: {
  apis: CataloguedApi[]
  permissions: PermissionRef[]
}) {
  const count = permissions.length
  if (count === 0) return <p className="text-sm text-muted-foreground">No permissions.</p>
  return (
    <details className="group">
      <summary className="flex min-h-11 w-fit list-none items-center gap-2 rounded-sm text-sm font-medium [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          strokeWidth={1.75}
          className="size-4 shrink-0 text-muted-foreground group-open:rotate-90"
        />
        {count === 1 ? '1 permission' : `${count} permissions`}
      </summary>
      <div className="mt-1">
        <PermissionList apis={apis} permissions={permissions} />
      </div>
    </details>
  )
}
