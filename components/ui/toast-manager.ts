'use client'

import { Toast } from '@base-ui/react/toast'

export const toastManager = Toast.createToastManager()

export interface ToastMessage {
  title: string
  description?: string
  undo?: () => void
}

/** Confirms what is out of sight, politely, for five seconds. Errors never come as toasts. */
export function showToast({ title, description, undo }: ToastMessage) {
  const id = toastManager.add({
    title,
    ...(description === undefined ? {} : { description }),
    ...(undo === undefined ? {} : { actionProps: { children: 'Undo', onClick: () => takeBack() } }),
  })
  function takeBack() {
    toastManager.close(id)
    undo?.()
  }
}
