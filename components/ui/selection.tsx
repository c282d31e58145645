'use client'

import { useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { Checkbox } from './checkbox'
import { rangeOf, rowBoxes, SelectionContext, useSelection, type SelectionState } from './selection-state'
import { Cell, Column } from './table'

interface SelectionProps {
  /** Of the rows that can be selected, in their order. Others lose their selection. */
  ids: readonly string[]
  /** A table whose rows begin with a `<SelectCell>`, then a `<SelectionBar>`. */
  children: ReactNode
}

/**
 * Rows are selected by their checkbox, a range with Shift, and by Ctrl-click or Shift-click anywhere in the row. In a
 * checkbox the arrow keys go from row to row; Escape clears the selection.
 */
export function Selection({ ids, children }: SelectionProps) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const last = useRef<string>(undefined)
  const selected = ids.filter((id) => chosen.includes(id))
  if (selected.length !== chosen.length) setChosen(selected)

  const change: SelectionState['change'] = (id, { isSelected, isRange }) => {
    const changed = isRange ? rangeOf(ids, last.current, id) : [id]
    last.current = id
    setChosen((before) => {
      const others = before.filter((one) => !changed.includes(one))
      return isSelected ? [...others, ...changed] : others
    })
  }

  return (
    <SelectionContext value={{ ids, selected, change, select: setChosen }}>
      <div
        onMouseDown={keepText}
        onClick={(event) => {
          const box = isOnRow(event) ? boxIn(event.target) : null
          if (!box) return
          const isRange = event.shiftKey
          change(box.value, { isSelected: isRange || !selected.includes(box.value), isRange })
          // The keyboard continues from here.
          box.focus({ preventScroll: true })
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && selected.length > 0 && isOurs(event)) setChosen([])
          else moveFocus(event)
        }}
      >
        {children}
      </div>
    </SelectionContext>
  )
}

function boxIn(target: EventTarget): HTMLInputElement | null {
  if (!(target instanceof Element)) return null
  return target.closest('tbody tr')?.querySelector<HTMLInputElement>(rowBoxes) ?? null
}

/** React also passes on events from dialogs and menus that are elsewhere in the document. */
function isOurs({ currentTarget, target, defaultPrevented }: KeyboardEvent | MouseEvent): boolean {
  return !defaultPrevented && target instanceof Node && currentTarget.contains(target)
}

/** Links, controls and the checkbox itself handle their own clicks. */
function isOnRow(event: MouseEvent): boolean {
  if (!event.shiftKey && !event.ctrlKey && !event.metaKey) return false
  if (!isOurs(event) || !(event.target instanceof Element)) return false
  return !event.target.closest('a, button, input, label, select, textarea, [role="option"]')
}

/** With Shift, browsers would select the text from the last click to here. */
function keepText(event: MouseEvent) {
  if (event.shiftKey && boxIn(event.target)) event.preventDefault()
}

function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const { target, currentTarget } = event
  if (step === undefined || !(target instanceof HTMLInputElement) || !target.matches(rowBoxes)) return
  const all = [...currentTarget.querySelectorAll<HTMLInputElement>(rowBoxes)]
  event.preventDefault()
  all[all.indexOf(target) + step]?.focus()
}

/** The first column’s heading, which selects all rows of the page. Where headings are not in view, the bar does. */
export function SelectColumn() {
  const { ids, selected, select } = useSelection()
  const isAll = selected.length === ids.length
  return (
    <Column className="needs-script w-7">
      {ids.length > 0 && (
        <Checkbox
          aria-label="Select all"
          className="max-wide:hidden"
          checked={isAll}
          ref={(box) => {
            if (box) box.indeterminate = !isAll && selected.length > 0
          }}
          onChange={() => select(isAll ? [] : ids)}
        />
      )}
    </Column>
  )
}

interface SelectCellProps {
  id: string
  /** Names the row. */
  label: string
}

/** The first cell of a row; empty if the row cannot be selected. */
export function SelectCell({ id, label }: SelectCellProps) {
  const { ids, selected, change } = useSelection()
  return (
    <Cell narrow="start" className="needs-script w-7">
      {ids.includes(id) && (
        <Checkbox
          aria-label={`Select ${label}`}
          value={id}
          checked={selected.includes(id)}
          onChange={({ currentTarget: { checked }, nativeEvent }) => {
            const isRange = 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true
            change(id, { isSelected: checked, isRange })
          }}
        />
      )}
    </Cell>
  )
}
