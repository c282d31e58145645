'use client'

import type { ReactNode } from 'react'
import { Button } from './button'
import { useSelection } from './selection-state'

interface SelectionBarProps {
  /** What could not be done, above the buttons. */
  notice?: ReactNode
  /** Buttons, and forms that carry `<SelectedIds>`. */
  children: ReactNode
}

/** Below the table, and in view while something is selected. */
export function SelectionBar({ notice, children }: SelectionBarProps) {
  const { ids, selected, select } = useSelection()
  const count = selected.length
  return (
    <div role="region" aria-label="Selection" className="sticky bottom-gutter z-20 needs-script">
      <span role="status" className="sr-only">
        {count > 0 && `${count} selected`}
      </span>
      {count > 0 && (
        <div
          data-selection-bar=""
          className="mt-3 flex flex-col gap-2 rounded-lg border bg-background p-2 shadow-float"
        >
          {notice}
          <div className="flex flex-wrap items-center gap-2">
            <span aria-hidden className="px-2 font-medium tabular-nums">
              {count} selected
            </span>
            <div className="flex min-w-0 flex-wrap items-center gap-2 max-sm:order-last max-sm:w-full">
              {children}
            </div>
            {count < ids.length && (
              <Button variant="ghost" size="small" className="wide:hidden" onClick={() => select(ids)}>
                Select all
              </Button>
            )}
            <Button variant="ghost" size="small" className="ml-auto" onClick={() => select([])}>
              Clear
            </Button>
          </div>
        </div>
      )}
    </div>
  )
}

/** Sends the selected ids with a form. */
export function SelectedIds({ name }: { name: string }) {
  const { selected } = useSelection()
  return selected.map((id) => <input key={id} type="hidden" name={name} value={id} />)
}
