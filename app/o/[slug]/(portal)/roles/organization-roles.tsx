import { Badge } from '@/components/ui/badge'
import { Pagination } from '@/components/ui/pagination'
import { TextLink } from '@/components/ui/text-link'
import { countText } from '@/lib/domain/bounded-count'
import type { getRoleMatrix, MatrixRole } from '@/lib/domain/roles/get-role'
import { pageNumber } from '@/lib/http/page-number'
import { apiPermissions, permissionIndexes, type ApiPermissions } from './given-permissions'
import { type MatrixColumn, RoleMatrix } from './role-matrix'
import { RolePermissions } from './role-permissions'

/** Few, since the table grows with permissions as well as with roles. */
export const rolesPerPage = 25

export interface RoleLinks {
  /** Null: the role has no page here. */
  roleHref: (role: MatrixRole) => string | null
  /** Null where the reader may not see who has which role. */
  membersHref: ((role: MatrixRole) => string) | null
}

interface OrganizationRolesProps {
  matrix: Awaited<ReturnType<typeof getRoleMatrix>>
  links: RoleLinks
  path: string
  /** A parameter of the URL: the first page if it is invalid, the last if it is too high. */
  page: unknown
}

/** A table, or a list where it does not fit, a page at a time. */
export function OrganizationRoles({ matrix, links, path, page }: OrganizationRolesProps) {
  const { roles } = matrix
  const apis = apiPermissions(matrix.apis)
  const pages = Math.max(1, Math.ceil(roles.length / rolesPerPage))
  const number = Math.min(pageNumber.parse(page), pages)
  const first = (number - 1) * rolesPerPage
  const shown = roles.slice(first, first + rolesPerPage)
  return (
    <div className="flex flex-col gap-4">
      <RoleMatrix apis={apis} columns={roleColumns(shown, { apis, links })} />
      <ul aria-label="Roles" className="flex flex-col border-t lg:hidden">
        {shown.map((role) => (
          <RoleItem key={role.id} links={links} apis={apis} role={role} />
        ))}
      </ul>
      {pages > 1 && (
        <Pagination
          previous={number > 1 ? `${path}?page=${number - 1}` : undefined}
          next={number < pages ? `${path}?page=${number + 1}` : undefined}
          summary={`${first + 1}–${first + shown.length} of ${roles.length}`}
        />
      )}
    </div>
  )
}

interface RoleItemProps {
  links: RoleLinks
  /** The result of `apiPermissions`. */
  apis: ApiPermissions[]
  role: MatrixRole
}

function RoleItem({ links, apis, role }: RoleItemProps) {
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
      <RolePermissions apis={apis} given={permissionIndexes(apis, role.permissions)} />
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

function roleColumns(
  roles: readonly MatrixRole[],
  { apis, links }: Pick<RoleItemProps, 'apis' | 'links'>,
): MatrixColumn[] {
  return roles.map((role) => ({
    id: role.id,
    given: permissionIndexes(apis, role.permissions),
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
