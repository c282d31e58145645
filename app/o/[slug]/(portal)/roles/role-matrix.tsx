import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { CataloguedApi } from '@/lib/domain/roles/catalogue'
import { type PermissionRef, refKey } from '@/lib/domain/roles/permission-ref'
import { PermissionName } from './permission-name'

export interface MatrixColumn {
  id: string
  /** Its name and what belongs to it. */
  head: ReactNode
  permissions: readonly PermissionRef[]
}

export function RoleMatrix({ apis, columns }: { apis: CataloguedApi[]; columns: MatrixColumn[] }) {
  const given = columns.map(({ id, permissions }) => ({ id, given: new Set(permissions.map(refKey)) }))
  return (
    <div
      role="region"
      aria-label="Permissions of each role"
      tabIndex={0}
      className="relative max-h-[calc(100dvh-4rem)] overflow-auto rounded-md border max-lg:hidden"
    >
      <table className="w-full border-separate border-spacing-0 text-left">
        <caption className="sr-only">Permissions of each role</caption>
        <thead>
          <tr>
            <th scope="col" className="border-b sticky top-0 left-0 z-30 bg-panel px-4 py-2 align-bottom">
              <span className="text-sm font-medium text-muted-foreground">Permission</span>
            </th>
            {columns.map(({ id, head }) => (
              <th
                key={id}
                scope="col"
                className="border-b sticky top-0 z-20 max-w-44 min-w-26 bg-panel px-3 py-2 text-center align-bottom font-normal"
              >
                <span className="flex flex-col items-center gap-0.5">{head}</span>
              </th>
            ))}
          </tr>
        </thead>
        {apis.map((api) => (
          <ApiRows key={api.id} api={api} columns={given} />
        ))}
      </table>
    </div>
  )
}

interface ApiRowsProps {
  api: CataloguedApi
  columns: { id: string; given: ReadonlySet<string> }[]
}

function ApiRows({ api, columns }: ApiRowsProps) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={columns.length + 1} className="border-b bg-panel px-4 py-1.5 text-sm">
          <span className="sticky left-4 inline-block font-semibold">{api.name}</span>
        </th>
      </tr>
      {api.permissions.map(({ name, description }) => (
        <tr key={name} className="group">
          <th
            scope="row"
            className="border-b sticky left-0 z-10 w-full min-w-56 bg-background px-4 py-1 font-normal group-hover:bg-panel"
          >
            <span className="block">{description || name}</span>
            {description && <PermissionName name={name} />}
          </th>
          {columns.map(({ id, given }) => (
            <td key={id} className="border-b px-3 py-1 text-center group-hover:bg-panel">
              <Given isGiven={given.has(refKey({ apiId: api.id, name }))} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}

function Given({ isGiven }: { isGiven: boolean }) {
  const Icon = isGiven ? Check : Minus
  return (
    <>
      <Icon
        aria-hidden
        strokeWidth={isGiven ? 2.25 : 1.75}
        className={`mx-auto size-4 ${isGiven ? 'text-foreground' : 'text-input'}`}
      />
      <span className="sr-only">{isGiven ? 'Given' : 'Not given'}</span>
    </>
  )
}
