'use client'

import type { ApiPermissions } from './given-permissions'
import { PermissionName } from './permission-name'

interface MatrixBodyProps {
  apis: ApiPermissions[]
  /** For each role, the result of `permissionIndexes`. */
  given: readonly (readonly number[])[]
}

/** A client component: the page then carries which permissions are given, but not the cells a second time. */
export function MatrixBody({ apis, given }: MatrixBodyProps) {
  const sets = given.map((indexes) => new Set(indexes))
  return apis.map(({ id, name, first, permissions }) => (
    <tbody key={id}>
      <tr>
        <th scope="rowgroup" colSpan={sets.length + 1} className="bg-panel px-4 py-1.5 text-sm">
          <span className="sticky left-4 inline-block font-semibold">{name}</span>
        </th>
      </tr>
      {permissions.map((permission, index) => (
        <tr key={permission.name}>
          <th scope="row">
            <span className="block">{permission.description || permission.name}</span>
            {permission.description && <PermissionName name={permission.name} />}
          </th>
          {sets.map((indexes, column) =>
            indexes.has(first + index) ? (
              <td key={column} className="given">
                Given
              </td>
            ) : (
              <td key={column}>Not given</td>
            ),
          )}
        </tr>
      ))}
    </tbody>
  ))
}
