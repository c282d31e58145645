'use client'

import type { ApiPermissions } from './given-permissions'
import { PermissionName } from './permission-name'

interface MatrixBodyProps {
  apis: ApiPermissions[]
  /** The places of each role’s permissions among those of all APIs. */
  given: readonly (readonly number[])[]
}

/** A client component: the page then carries which are given, but not the cells a second time. */
export function MatrixBody({ apis, given }: MatrixBodyProps) {
  const sets = given.map((places) => new Set(places))
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
          {sets.map((places, column) =>
            places.has(first + index) ? (
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
