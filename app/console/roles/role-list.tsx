import { Badge } from '@/components/ui/badge'
import { TextLink } from '@/components/ui/text-link'
import { touchArea } from '@/components/ui/touch-area'
import { countText } from '@/lib/domain/bounded-count'
import type { MatrixTenantRole } from '@/lib/domain/tenant-roles/queries'
import { permissionIndexes, type ApiPermissions } from '../../o/[slug]/(portal)/roles/given-permissions'
import { RolePermissions } from '../../o/[slug]/(portal)/roles/role-permissions'

type Marks = Pick<MatrixTenantRole, 'assignable' | 'everyone' | 'isOwner'>

export function RoleMarks({ assignable, everyone, isOwner }: Marks) {
  return (
    <>
      {everyone && <Badge>Everyone</Badge>}{' '}
      {!everyone && <Badge>{assignable ? 'Assignable' : 'Not assignable'}</Badge>}{' '}
      {isOwner && <Badge>Grants ownership</Badge>}
    </>
  )
}

/** Of a column of the matrix. */
export function RoleHead({ role }: { role: MatrixTenantRole }) {
  return (
    <>
      <RoleMarks {...role} />
      <TextLink href={`/console/roles/${role.id}`} className="line-clamp-3 wrap-anywhere">
        {role.name}
      </TextLink>
      <span className="text-sm text-muted-foreground">{usersText(role)}</span>
    </>
  )
}

/** For screens where the matrix does not fit. */
export function RoleList({ roles, apis }: { roles: MatrixTenantRole[]; apis: ApiPermissions[] }) {
  return (
    <ul aria-label="Roles" className="flex flex-col border-t lg:hidden">
      {roles.map((role) => (
        <li key={role.id} className="flex flex-col gap-2 border-b pt-4 pb-2">
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
            <h2 className="flex min-w-0 flex-wrap items-center gap-2 text-lg wrap-anywhere">
              <TextLink className={touchArea} href={`/console/roles/${role.id}`}>
                {role.name}
              </TextLink>
              <RoleMarks {...role} />
            </h2>
            <span className="text-muted-foreground">{usersText(role)}</span>
          </div>
          {role.description && <p className="wrap-anywhere text-muted-foreground">{role.description}</p>}
          <RolePermissions apis={apis} given={permissionIndexes(apis, role.permissions)} />
        </li>
      ))}
    </ul>
  )
}

function usersText({ everyone, users }: MatrixTenantRole): string {
  return everyone ? 'All verified users' : countText(users, 'user')
}
