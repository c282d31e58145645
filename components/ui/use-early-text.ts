'use client'

import { useEffect, useEffectEvent, type RefObject } from 'react'

type TextControl = HTMLInputElement | HTMLTextAreaElement

/** Passes on what was typed before the page’s scripts ran. React keeps it in the control, but has no event for it. */
export function useEarlyText(control: RefObject<TextControl | null>, onText: (control: TextControl) => void) {
  const passOn = useEffectEvent(() => {
    const { current } = control
    if (current && current.value !== current.defaultValue) onText(current)
  })
  useEffect(() => passOn(), [])
}
