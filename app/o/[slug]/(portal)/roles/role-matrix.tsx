import type { ReactNode } from 'react'
import type { ApiPermissions } from './given-permissions'
import { MatrixBody } from './matrix-body'

export interface MatrixColumn {
  id: string
  /** Its name and what belongs to it. */
  head: ReactNode
  /** The result of `permissionIndexes`. */
  given: readonly number[]
}

/** Also shown on small screens without JavaScript, where the list cannot show the permissions. */
export function RoleMatrix({ apis, columns }: { apis: ApiPermissions[]; columns: MatrixColumn[] }) {
  return (
    <div
      role="region"
      aria-label="Permissions of each role"
      tabIndex={0}
      className="relative max-h-[calc(100dvh-4rem)] overflow-auto rounded-md border max-lg:hidden max-lg:noscript:block"
    >
      <table className="role-matrix w-full border-separate border-spacing-0 text-left">
        <caption className="sr-only">Permissions of each role</caption>
        <thead>
          <tr>
            <th scope="col" className="sticky top-0 left-0 z-30 bg-panel px-4 py-2 align-bottom">
              <span className="text-sm font-medium text-muted-foreground">Permission</span>
            </th>
            {columns.map(({ id, head }) => (
              <th key={id} scope="col">
                <span>{head}</span>
              </th>
            ))}
          </tr>
        </thead>
        <MatrixBody apis={apis} given={columns.map(({ given }) => given)} />
      </table>
    </div>
  )
}
