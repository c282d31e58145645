'use client'

import { Select as BaseSelect, type SelectRootChangeEventDetails } from '@base-ui/react/select'
import { Plus, X } from 'lucide-react'
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { Button } from './button'
import { useCloseDialog } from './dialog-context'
import { RoleList, RoleTrigger } from './role-list'
import type { RoleOption } from './plain-role-list'

interface RoleFieldsProps {
  options: RoleOption[]
  /** Role ids. */
  chosen: string[]
  /** They were chosen before a new sign-in, so no list opens. */
  isContinued?: boolean
}

interface RoleRow {
  key: number
  role: string
}

/** One role; more with “Add another role”. Each is sent as `roles`. */
export function RoleFields({ options, chosen, isContinued = false }: RoleFieldsProps) {
  const [rows, setRows] = useState<RoleRow[]>(() =>
    (chosen.length > 0 ? chosen : ['']).map((role, key) => ({ key, role })),
  )
  const addButton = useRef<HTMLButtonElement>(null)
  const taken = rows.map(({ role }) => role)
  const isFixed = (role: string) => options.some(({ id, disabledReason }) => id === role && disabledReason)
  function choose(key: number, role: string) {
    setRows(rows.map((row) => (row.key === key ? { key, role } : row)))
  }
  function remove(key: number) {
    setRows(rows.filter((row) => row.key !== key))
    addButton.current?.focus()
  }
  function add() {
    const key = Math.max(...rows.map((row) => row.key)) + 1
    setRows([...rows, { key, role: '' }])
  }
  return (
    <div className="flex flex-col gap-2">
      {rows.map(({ key, role }, index) => (
        <div key={key} className="flex items-start gap-1">
          {role !== '' && <input type="hidden" name="roles" value={role} />}
          <RoleField
            label={index === 0 ? 'Role' : 'Another role'}
            options={options.filter(({ id }) => id === role || !taken.includes(id))}
            value={role}
            onChoose={(next) => choose(key, next)}
            isFixed={isFixed(role)}
            isFirst={index === 0}
            startsOpen={(key === 0 && !isContinued) || role === ''}
          />
          {rows.length > 1 && !isFixed(role) && (
            <Button variant="ghost" size="icon" aria-label="Remove this role" onClick={() => remove(key)}>
              <X aria-hidden strokeWidth={1.75} />
            </Button>
          )}
        </div>
      ))}
      <Button
        ref={addButton}
        variant="ghost"
        size="small"
        className="self-start"
        aria-disabled={taken.includes('') || undefined}
        onClick={() => !taken.includes('') && add()}
      >
        <Plus aria-hidden strokeWidth={1.75} />
        Add another role
      </Button>
    </div>
  )
}

interface RoleFieldProps {
  label: string
  options: RoleOption[]
  value: string
  onChoose: (role: string) => void
  isFixed: boolean
  isFirst: boolean
  startsOpen: boolean
}

/** Its list opens by itself, so that a choice is one click, once the field no longer moves. */
function RoleField({ label, options, value, onChoose, isFixed, isFirst, startsOpen }: RoleFieldProps) {
  const [isOpen, setOpen] = useState(false)
  const openedByItself = useRef(false)
  const field = useRef<HTMLButtonElement>(null)
  const closeEditor = useCloseDialog()
  const reason = options.find(({ id }) => id === value)?.disabledReason
  const reasonId = useId()
  const opensByItself = startsOpen && !isFixed
  const openByItself = useEffectEvent(() => {
    openedByItself.current = true
    setOpen(true)
  })
  useEffect(() => {
    if (!opensByItself) return
    // A list that moves under the pointer would lose the click.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(openByItself)
    })
    return () => cancelAnimationFrame(frame)
  }, [opensByItself])
  function change(open: boolean, { reason: cause }: SelectRootChangeEventDetails) {
    const isFirstClose = openedByItself.current
    openedByItself.current = false
    // A click on the field is meant to open the list, which is open already.
    if (!open && isFirstClose && cause === 'trigger-press') return
    setOpen(open)
    if (!open && isFirstClose && isFirst && cause === 'escape-key') closeEditor()
  }
  return (
    <span className="min-w-0 flex-1">
      <BaseSelect.Root<string>
        modal={false}
        value={value === '' ? null : value}
        onValueChange={(next) => next !== null && onChoose(next)}
        open={isOpen}
        onOpenChange={change}
        disabled={isFixed}
        items={options.map(({ id, name }) => ({ value: id, label: name }))}
      >
        <RoleTrigger
          ref={field}
          aria-label={label}
          aria-describedby={reason === undefined ? undefined : reasonId}
        />
        <RoleList options={options} field={field} />
      </BaseSelect.Root>
      {reason && (
        <span id={reasonId} className="mt-1 block text-sm text-muted-foreground">
          {reason}
        </span>
      )}
    </span>
  )
}
