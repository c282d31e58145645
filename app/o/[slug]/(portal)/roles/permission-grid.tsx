'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { GridCell } from './grid-cell'
import { columns, type GridPermission, type GridRow, type PermissionGroup } from './permission-group'
import { PermissionSearch } from './permission-search'

/** Rows that do not match the search are hidden, not removed: what is checked in them stays checked. */
export function PermissionGrid({ groups }: { groups: PermissionGroup[] }) {
  const [search, setSearch] = useState('')
  const sought = search.trim().toLowerCase()
  const shown = groups.filter((group) => matchesGroup(group, sought))
  const hasLocked = groups.some(({ rows, others }) =>
    [...rows.flatMap(({ cells }) => cells), ...others].some((one) => one && !one.mayChoose),
  )
  return (
    <Field name="permissions" label="Permissions" group>
      <div className="flex flex-col gap-4">
        <PermissionSearch value={search} onChange={setSearch} />
        {hasLocked && (
          <p className="text-sm text-muted-foreground">
            You can’t add permissions that you don’t have here yourself. They are dimmed.
          </p>
        )}
        {groups.map((group) => (
          <Group key={group.id} group={group} sought={sought} />
        ))}
        <p role="status" className="text-muted-foreground empty:hidden">
          {shown.length === 0 ? 'No permission matches.' : ''}
        </p>
      </div>
    </Field>
  )
}

function Group({ group, sought }: { group: PermissionGroup; sought: string }) {
  const { name, rows, others } = group
  return (
    <fieldset className="min-w-0 rounded-md border" hidden={!matchesGroup(group, sought)}>
      <legend className="sr-only">{name}</legend>
      <div aria-hidden className={`${lineStyles} rounded-t-md border-b bg-panel py-1.5 text-sm font-medium`}>
        <span>{name}</span>
        {columns.map(({ verb, label }) => (
          <span key={verb} className="text-center text-muted-foreground max-sm:hidden">
            {label}
          </span>
        ))}
      </div>
      {rows.map((row) => (
        <Row key={row.resource} row={row} isHidden={!matchesRow(row, sought)} />
      ))}
      {others.map((permission) => (
        <div
          key={permission.key}
          hidden={!matches([permission.name, permission.description], sought)}
          className="border-b px-4 py-1.5 last:border-b-0"
        >
          <GridCell permission={permission} label={permission.description || permission.name} />
        </div>
      ))}
    </fieldset>
  )
}

const lineStyles = 'grid grid-cols-1 items-center px-4 sm:grid-cols-[minmax(0,1fr)_repeat(4,4.5rem)]'

function Row({ row: { label, cells }, isHidden }: { row: GridRow; isHidden: boolean }) {
  const title = label.charAt(0).toUpperCase() + label.slice(1)
  return (
    <div
      role="group"
      aria-label={title}
      hidden={isHidden}
      className={`${isHidden ? '' : lineStyles} border-b py-1.5 last:border-b-0 hover:bg-panel`}
    >
      <span className="wrap-anywhere max-sm:mb-0.5 max-sm:font-medium">{title}</span>
      <span className="contents max-sm:grid max-sm:grid-cols-2 max-sm:gap-x-4">
        {columns.map((column, index) => (
          <RowCell key={column.verb} permission={cells[index] ?? null} verb={column.label} label={label} />
        ))}
      </span>
    </div>
  )
}

function RowCell({
  permission,
  verb,
  label,
}: {
  permission: GridPermission | null
  verb: string
  label: string
}) {
  if (permission === null) return <span aria-hidden className="max-sm:hidden" />
  const name = (
    <span className="sm:sr-only">
      {verb} <span className="sr-only">{label}</span>
    </span>
  )
  return <GridCell permission={permission} label={name} className="sm:justify-self-center sm:gap-0" />
}

function matches(texts: readonly string[], sought: string): boolean {
  return sought === '' || texts.some((text) => text.toLowerCase().includes(sought))
}

function matchesRow({ label, cells }: GridRow, sought: string): boolean {
  const texts = cells.flatMap((cell) => (cell === null ? [] : [cell.name, cell.description]))
  return matches([label, ...texts], sought)
}

function matchesGroup({ rows, others }: PermissionGroup, sought: string): boolean {
  return (
    rows.some((row) => matchesRow(row, sought)) ||
    others.some(({ name, description }) => matches([name, description], sought))
  )
}
