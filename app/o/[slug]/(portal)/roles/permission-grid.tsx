'use client'

import { useState, type ReactNode } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { classNames } from '@/components/ui/class-names'
import { Field } from '@/components/ui/field'
import { SearchInput } from '@/components/ui/search-input'
import { SelectAll } from '@/components/ui/select-all'
import { useHydrated } from '@/components/ui/use-hydrated'
import { columns, type GridPermission, type GridRow, type PermissionGroup } from './permission-group'

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

interface PermissionSearchProps {
  value: string
  onChange: (text: string) => void
}

/** It has no name, so that it is not sent with the form. Without JavaScript its place stays empty. */
function PermissionSearch({ value, onChange }: PermissionSearchProps) {
  const isHydrated = useHydrated()
  return (
    <SearchInput
      label="Find permissions"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      maxLength={100}
      boxClassName={classNames('max-w-form', !isHydrated && 'invisible')}
    />
  )
}

function Group({ group, sought }: { group: PermissionGroup; sought: string }) {
  const { name, rows, others } = group
  return (
    <fieldset className="min-w-0 rounded-md border" hidden={!matchesGroup(group, sought)}>
      <legend className="sr-only">{name}</legend>
      <div className={`${lineStyles} rounded-t-md border-b bg-panel py-1.5 text-sm font-medium`}>
        <span className="flex min-w-0 flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <span aria-hidden className="wrap-anywhere">
            {name}
          </span>
          {isChoosable(group) && <SelectAll of={name} />}
        </span>
        {columns.map(({ verb, label }) => (
          <span key={verb} aria-hidden className="text-center text-muted-foreground max-sm:hidden">
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

function isChoosable({ rows, others }: PermissionGroup): boolean {
  const permissions = [...rows.flatMap(({ cells }) => cells), ...others]
  return permissions.some((one) => one !== null && one.mayChoose && !one.isFixed)
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

interface RowCellProps {
  permission: GridPermission | null
  verb: string
  label: string
}

function RowCell({ permission, verb, label }: RowCellProps) {
  if (permission === null) return <span aria-hidden className="max-sm:hidden" />
  const name = (
    <span className="sm:sr-only">
      {verb} <span className="sr-only">{label}</span>
    </span>
  )
  return <GridCell permission={permission} label={name} className="sm:justify-self-center sm:gap-0" />
}

interface GridCellProps {
  permission: GridPermission
  label: ReactNode
  className?: string
}

/** A disabled box is not sent: what must stay is sent by a hidden field. */
function GridCell({ permission, label, className }: GridCellProps) {
  const { key, name, description, isGiven, isFixed, mayChoose } = permission
  const isLocked = isFixed || !mayChoose
  return (
    <>
      {isFixed && <input type="hidden" name="permissions" value={key} />}
      <Checkbox
        value={key}
        label={label}
        title={reasonOf(permission) ?? `${description || name} (${name})`}
        defaultChecked={isGiven}
        disabled={isLocked}
        className={classNames(isLocked && 'text-muted-foreground', className)}
      />
    </>
  )
}

function reasonOf({ isFixed, mayChoose }: GridPermission): string | null {
  if (isFixed) return 'Someone with this role has more permissions here than you, so you can’t remove any.'
  return mayChoose ? null : 'You don’t have this permission here, so you can’t add it.'
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
