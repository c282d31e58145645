import { Badge } from '@/components/ui/badge'
import { TextLink } from '@/components/ui/text-link'
import type { MatrixRole } from '@/lib/domain/roles/get-role'
import { countText } from '@/lib/domain/bounded-count'
import { placesOf, type ApiPermissions } from './given-permissions'
import type { MatrixColumn } from './role-matrix'
import { RolePermissions } from './role-permissions'

export interface RoleLinks {
  /** Null: the role has no page here. */
  roleHref: (role: MatrixRole) => string | null
  /** Null where the reader may not see who has which role. */
  membersHref: ((role: MatrixRole) => string) | null
}

interface RoleItemProps {
  links: RoleLinks
  /** The result of `apiPermissions`. */
  apis: ApiPermissions[]
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
      <RolePermissions apis={apis} given={placesOf(apis, role.permissions)} />
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
export function roleColumns(
  roles: readonly MatrixRole[],
  { apis, links }: Pick<RoleItemProps, 'apis' | 'links'>,
): MatrixColumn[] {
  return roles.map((role) => ({
    id: role.id,
    given: placesOf(apis, role.permissions),
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
