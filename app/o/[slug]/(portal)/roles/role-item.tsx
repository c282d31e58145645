import { Badge } from '@/components/ui/badge'
import { TextLink } from '@/components/ui/text-link'
import type { CataloguedApi } from '@/lib/domain/roles/catalogue'
import type { MatrixRole } from '@/lib/domain/roles/get-role'
import { countText } from '@/lib/domain/bounded-count'
import { PermissionList } from './permission-list'

interface RoleItemProps {
  slug: string
  apis: CataloguedApi[]
  role: MatrixRole
  linksMembers: boolean
}

/** For phones, where the matrix does not fit. */
export function RoleItem({ slug, apis, role, linksMembers }: RoleItemProps) {
  return (
    <li className="flex flex-col gap-2 border-b py-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <h2 className="flex min-w-0 flex-wrap items-center gap-2 text-lg wrap-anywhere">
          <TextLink href={`/o/${slug}/roles/${role.id}`}>{role.name}</TextLink>
          {role.isOwn && <Badge>Custom</Badge>}
        </h2>
        <Holders role={role} slug={slug} linksMembers={linksMembers} />
      </div>
      {role.description && <p className="text-muted-foreground">{role.description}</p>}
      <Permissions apis={apis} role={role} />
    </li>
  )
}

export function Holders({ role, slug, linksMembers }: Omit<RoleItemProps, 'apis'>) {
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

function Permissions({ apis, role }: { apis: CataloguedApi[]; role: MatrixRole }) {
  const count = role.permissions.length
  if (count === 0) return <p className="text-sm text-muted-foreground">No permissions.</p>
  return (
    <details>
      <summary className="w-fit cursor-pointer rounded-sm text-sm font-medium">
        {count === 1 ? '1 permission' : `${count} permissions`}
      </summary>
      <div className="mt-3">
        <PermissionList apis={apis} permissions={role.permissions} />
      </div>
    </details>
  )
}
