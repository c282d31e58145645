import type { CataloguedApi } from '@/lib/domain/roles/catalogue'
import { refKey, type PermissionRef } from '@/lib/domain/roles/permission-ref'
import { PermissionName } from './permission-name'

export function PermissionList({
  apis,
  permissions,
}: {
  apis: CataloguedApi[]
  permissions: PermissionRef[]
}) {
  const given = new Set(permissions.map(refKey))
  const groups = apis
    .map((api) => ({
      ...api,
      permissions: api.permissions.filter(({ name }) => given.has(refKey({ apiId: api.id, name }))),
    }))
    .filter((api) => api.permissions.length > 0)
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
