import { ChevronRight } from 'lucide-react'
import type { ExplainedApi, PermissionSource } from '@/lib/domain/roles/explain-permissions'
import { PermissionItem } from './permission-item'

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** Longer lists start collapsed. */
const short = 6

interface PermissionsExplainedProps {
  apis: readonly ExplainedApi[]
  nothing: string
  tenantName: string
  closed?: boolean
}

export function PermissionsExplained(props: PermissionsExplainedProps) {
  const { apis, nothing, tenantName, closed = false } = props
  if (apis.length === 0) return <p className="wrap-anywhere text-muted-foreground">{nothing}</p>
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-col border-t">
        {apis.map((api) => (
          <Api key={api.id} api={api} open={!closed && api.permissions.length <= short} />
        ))}
      </div>
      {apis.some(hasInherited) && (
        <p className="text-sm wrap-anywhere text-muted-foreground">
          Inherited permissions come from {tenantName}, and apply here too.
        </p>
      )}
    </div>
  )
}

function Api({ api: { name, permissions }, open }: { api: ExplainedApi; open: boolean }) {
  return (
    <details open={open} className="group border-b">
      <summary className="flex min-h-11 list-none items-center gap-2 rounded-sm py-2 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          strokeWidth={1.75}
          className="size-4 shrink-0 text-muted-foreground group-open:rotate-90"
        />
        <span className="min-w-0 font-medium wrap-anywhere">{name}</span>
        <span className="shrink-0 text-sm text-muted-foreground">{counted(permissions.length)}</span>
      </summary>
      <ul aria-label={`Permissions on ${name}`} className="mb-3 flex flex-col gap-2 pl-6">
        {permissions.map((permission) => (
          <PermissionItem
            key={permission.name}
            name={permission.name}
            description={permission.description}
            origin={sourcesText(permission.sources)}
          />
        ))}
      </ul>
    </details>
  )
}

function hasInherited({ permissions }: ExplainedApi): boolean {
  return permissions.some(({ sources }) => sources.some(({ inherited }) => inherited))
}

function counted(count: number): string {
  return count === 1 ? '1 permission' : `${String(count)} permissions`
}

/** “from Admin and Member; inherited from Support; given directly”. */
function sourcesText(sources: readonly PermissionSource[]): string {
  const own = sources.filter(({ inherited }) => !inherited)
  const inherited = sources.filter((source) => source.inherited)
  return [
    ...fromRoles('from', own),
    ...(own.some(isDirect) ? ['given directly'] : []),
    ...fromRoles('inherited from', inherited),
    ...(inherited.some(isDirect) ? ['inherited, given directly'] : []),
  ].join('; ')
}

function fromRoles(words: string, sources: readonly PermissionSource[]): string[] {
  const names = sources.flatMap(({ roleName }) => (roleName === null ? [] : [roleName]))
  if (names.length === 0) return []
  return [`${words} ${list.format(names)}`]
}

function isDirect({ roleId }: PermissionSource): boolean {
  return roleId === null
}
