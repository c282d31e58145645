'use client'

import { Button } from './button'
import { joinClasses } from './join-classes'
import { useHydrated } from './use-hydrated'

/** Checks or clears the boxes of the fieldset around it that are enabled and shown. Without JavaScript its place stays empty. */
export function SelectAll({ of }: { of: string }) {
  const isHydrated = useHydrated()
  return (
    <span className={joinClasses('flex flex-wrap gap-1', !isHydrated && 'invisible')}>
      {choices.map(({ label, isChecked }) => (
        <Button
          key={label}
          variant="ghost"
          size="small"
          onClick={({ currentTarget }) => setBoxes(currentTarget, isChecked)}
        >
          {label}
          <span className="sr-only"> of {of}</span>
        </Button>
      ))}
    </span>
  )
}

const choices = [
  { label: 'Select all', isChecked: true },
  { label: 'Select none', isChecked: false },
]

/** By clicks, so that whatever listens to the form hears of it. */
function setBoxes(button: HTMLElement, isChecked: boolean): void {
  const boxes = button.closest('fieldset')?.querySelectorAll<HTMLInputElement>('input[type=checkbox]:enabled')
  for (const box of boxes ?? []) {
    const isShown = box.closest('[hidden]') === null
    if (isShown && box.checked !== isChecked) box.click()
  }
}
