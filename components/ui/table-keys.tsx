'use client'

import { Keyboard } from 'lucide-react'
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { Button } from './button'
import { Checkbox } from './checkbox'
import { Dialog } from './dialog'
import { rowBoxes } from './selection-state'

const keys: { keys: string[]; act: string }[] = [
  { keys: ['/'], act: 'Search' },
  { keys: ['↓', '↑'], act: 'Next or previous row' },
  { keys: ['Space'], act: 'Select the row' },
  { keys: ['Enter'], act: 'Open the row' },
  { keys: ['Esc'], act: 'Clear the selection' },
  { keys: ['?'], act: 'Show these shortcuts' },
]

/** Keys for the table of the page. They can be turned off, as speech input may type one by mistake (WCAG 2.1.4). */
export function TableKeys() {
  const [isOpen, setOpen] = useState(false)
  const isOn = useShortcuts()
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (!isOn || isTaken(event)) return
    if (event.key === '?') setOpen(true)
    else if (!act(event)) return
    event.preventDefault()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
  return (
    <div className="needs-script pointer-coarse:hidden">
      <Button variant="ghost" size="small" className="-ml-2.5" onClick={() => setOpen(true)}>
        <Keyboard aria-hidden strokeWidth={1.75} />
        Keyboard shortcuts
      </Button>
      <Dialog title="Keyboard shortcuts" open={isOpen} onOpenChange={setOpen}>
        <KeyList />
        <Checkbox
          label="Use these shortcuts"
          help="In this browser. Tab, Enter and the arrow keys in menus always work."
          checked={isOn}
          onChange={({ currentTarget }) => setShortcuts(currentTarget.checked)}
        />
      </Dialog>
    </div>
  )
}

function KeyList() {
  return (
    <dl className="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-2">
      {keys.map(({ keys: names, act }) => (
        <div key={act} className="contents">
          <dt className="flex gap-1">
            {names.map((name) => (
              <kbd key={name} className="rounded-sm border bg-panel px-1.5 py-0.5 font-mono text-sm">
                {name}
              </kbd>
            ))}
          </dt>
          <dd>{act}</dd>
        </div>
      ))}
    </dl>
  )
}

/** By a field, an open dialog, menu or list, or by another shortcut. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return true
  const { target } = event
  if (!(target instanceof Element)) return true
  const fields = `input:not(${rowBoxes}), textarea, select, [contenteditable], [role="combobox"]`
  if (target.closest(fields)) return true
  return (
    document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null
  )
}

/** @returns whether the key does something here */
function act({ key, target }: KeyboardEvent): boolean {
  if (key === '/') return focus(document.querySelector<HTMLElement>('main input[type="search"]'))
  const row = target instanceof Element ? target.closest('main tbody tr') : null
  const step = { ArrowDown: 1, ArrowUp: -1 }[key]
  if (step !== undefined) return focus(linkOf(rowBeside(row, step)))
  const box = row?.querySelector<HTMLElement>(rowBoxes)
  if (key !== ' ' || !box || !(target instanceof HTMLAnchorElement)) return false
  box.click()
  return true
}

function rowBeside(row: Element | null, step: number): Element | undefined {
  const rows = [...document.querySelectorAll('main tbody tr')]
  return row === null ? rows.at(step > 0 ? 0 : -1) : rows[rows.indexOf(row) + step]
}

/** The link to what the row is about. */
function linkOf(row: Element | undefined): HTMLElement | null {
  return row?.querySelector<HTMLElement>('a[href]') ?? null
}

function focus(element: HTMLElement | null): boolean {
  element?.focus()
  return element !== null
}

const storageKey = 'foyer-shortcuts'
const changed = 'shortcutschange'

/** Whether single keys do something. Stored in this browser. */
function areShortcutsOn(): boolean {
  try {
    return window.localStorage.getItem(storageKey) !== 'off'
  } catch {
    return true
  }
}

function setShortcuts(isOn: boolean): void {
  try {
    window.localStorage.setItem(storageKey, isOn ? 'on' : 'off')
  } catch {
    // Without storage they stay on.
  }
  window.dispatchEvent(new Event(changed))
}

function useShortcuts(): boolean {
  return useSyncExternalStore(subscribe, areShortcutsOn, () => true)
}

function subscribe(listener: () => void) {
  window.addEventListener(changed, listener)
  return () => window.removeEventListener(changed, listener)
}
