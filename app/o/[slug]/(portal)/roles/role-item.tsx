import { ChevronRight } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { TextLink } from '@/components/ui/text-link'
import type { CataloguedApi } from '@/lib/domain/roles/catalogue'
import type { MatrixRole } from '@/lib/domain/roles/get-role'
import type { PermissionRef } from '@/lib/domain/roles/permission-ref'
import { countText } from '@/lib/domain/bounded-count'
import { PermissionList } from './permission-list'
import type { MatrixColumn } from './role-matrix'

export interface RoleLinks {
  /** Null: the role has no page here. */
  roleHref: (role: MatrixRole) => string | null
  /** Null where the reader may not see who has which role. */
  membersHref: ((role: MatrixRole) => string) | null
}

interface RoleItemProps {
  links: RoleLinks
  apis: CataloguedApi[]
  role: MatrixRole
}

/** For screens where the matrix does not fit. */
export function RoleItem({ links, apis, role }: RoleItemProps) {
  return (
    <li className="flex flex-col gap-2 border-b pt-4 pb-2">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <h2 className="flex min-w-0 flex-wrap items-center gap-2 text-lg wrap-anywhere">
          <RoleName links={links} role={role} />
          {role.isOwn && <Badge>Custom</Badge>}
        </h2>
        <Holders role={role} links={links} />
      </div>
      {role.description && <p className="text-muted-foreground">{role.description}</p>}
      <RolePermissions apis={apis} permissions={role.permissions} />
    </li>
  )
}

function RoleName({ links: { roleHref }, role }: Omit<RoleItemProps, 'apis'>) {
  const href = roleHref(role)
  if (href === null) return <span className="line-clamp-3 wrap-anywhere font-medium">{role.name}</span>
  return (
    <TextLink href={href} className="line-clamp-3 wrap-anywhere">
      {role.name}
    </TextLink>
  )
}

/** Of `<RoleMatrix>`. */
export function roleColumns(roles: readonly MatrixRole[], links: RoleLinks): MatrixColumn[] {
  return roles.map((role) => ({
    id: role.id,
    permissions: role.permissions,
    head: (
      <>
        {role.isOwn && <Badge>Custom</Badge>}
        <RoleName links={links} role={role} />
        <span className="text-sm">
          <Holders links={links} role={role} />
        </span>
      </>
    ),
  }))
}

function Holders({ role, links: { membersHref } }: Omit<RoleItemProps, 'apis'>) {
  if (role.members === null) return null
  const words = role.members === 1 ? '1 member' : `${countText(role.members)} members`
  if (!membersHref || role.members === 0) return <span className="text-muted-foreground">{words}</span>
  return (
    <TextLink href={membersHref(role)} className="font-normal text-muted-foreground">
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
