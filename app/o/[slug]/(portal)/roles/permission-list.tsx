import type { ApiPermissions } from './given-permissions'
import { PermissionName } from './permission-name'

interface PermissionListProps {
  apis: readonly ApiPermissions[]
  /** The result of `permissionIndexes`. */
  given: readonly number[]
}

export function PermissionList({ apis, given }: PermissionListProps) {
  const indexes = new Set(given)
  const groups = apis
    .map(({ first, ...api }) => ({
      ...api,
      permissions: api.permissions.filter((_, index) => indexes.has(first + index)),
    }))
    .filter(({ permissions }) => permissions.length > 0)
  return (
    <div className="flex flex-col gap-5">
      {groups.map((api) => (
        <section key={api.id} className="flex min-w-0 flex-col gap-2">
          <h3 className="text-sm font-medium text-muted-foreground">{api.name}</h3>
          <ul className="gap-x-8 sm:columns-2">
            {api.permissions.map(({ name, description }) => (
              <li key={name} className="break-inside-avoid pb-1.5">
                <span className="block">{description || name}</span>
                {description && <PermissionName name={name} />}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
