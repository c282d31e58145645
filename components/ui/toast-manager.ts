'use client'

export interface ToastMessage {
  title: string
  description?: string
  undo?: () => void
}

type Show = (message: ToastMessage) => void

const waiting: ToastMessage[] = []
const listeners = new Set<() => void>()
let isNeeded = false
let show: Show | undefined

/** For success. An error is a toast only where its form is gone. */
export function showToast(message: ToastMessage) {
  if (show) {
    show(message)
    return
  }
  waiting.push(message)
  isNeeded = true
  for (const listener of listeners) listener()
}

/** Loaded with the first toast: most pages show none. */
export const firstToast = {
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  isNeeded: () => isNeeded,
}

/** Returns the unsubscribe function. */
export function takeToasts(showNow: Show): () => void {
  show = showNow
  for (const message of waiting.splice(0)) showNow(message)
  return () => {
    if (show === showNow) show = undefined
  }
}
