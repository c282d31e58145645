/* Apart from permission-rows.ts, since the browser must not load the domain. */

export const columns = [
  { verb: 'read', label: 'View' },
  { verb: 'create', label: 'Add' },
  { verb: 'update', label: 'Change' },
  { verb: 'delete', label: 'Remove' },
] as const

export interface GridPermission {
  key: string
  name: string
  description: string
  isGiven: boolean
  /** It is given, and cannot be removed. */
  isFixed: boolean
  mayChoose: boolean
}

export interface GridRow {
  resource: string
  label: string
  /** In the order of the columns. */
  cells: (GridPermission | null)[]
}

export interface PermissionGroup {
  id: string
  name: string
  rows: GridRow[]
  /** With another verb than the columns have. */
  others: GridPermission[]
}
