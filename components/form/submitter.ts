import type { SubmitEvent } from 'react'

/** The button that the form was sent by. */
export function submitterOf(event: SubmitEvent<HTMLFormElement>): HTMLElement | null {
  const native: Event = event.nativeEvent
  return 'submitter' in native && native.submitter instanceof HTMLElement ? native.submitter : null
}
