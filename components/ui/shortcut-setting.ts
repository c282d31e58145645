'use client'

import { useSyncExternalStore } from 'react'

const key = 'foyer-shortcuts'
const changed = 'shortcutschange'

/** Whether single keys act; in this browser, until it is changed. */
function areShortcutsOn(): boolean {
  try {
    return window.localStorage.getItem(key) !== 'off'
  } catch {
    return true
  }
}

export function setShortcuts(isOn: boolean): void {
  try {
    window.localStorage.setItem(key, isOn ? 'on' : 'off')
  } catch {
    // Without storage they stay on.
  }
  window.dispatchEvent(new Event(changed))
}

export function useShortcuts(): boolean {
  return useSyncExternalStore(subscribe, areShortcutsOn, () => true)
}

function subscribe(listener: () => void) {
  window.addEventListener(changed, listener)
  return () => window.removeEventListener(changed, listener)
}
