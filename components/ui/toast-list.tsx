'use client'

import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { useEffect } from 'react'
import { buttonStyles } from './button'
import { takeToasts, type ToastMessage } from './toast-manager'

const toastManager = Toast.createToastManager()

/** Toasts are added after the live region is rendered, so that screen readers announce the first one too. */
export function ToastList() {
  useEffect(() => takeToasts(addToast), [])
  return (
    <Toast.Provider toastManager={toastManager} timeout={5000}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-gutter bottom-gutter left-gutter z-50 flex flex-col gap-2 sm:left-auto sm:w-90 in-[body:has([data-selection-bar])]:bottom-28">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

/** A change can be undone for a minute. */
const undoMilliseconds = 60_000

function addToast({ title, description, undo }: ToastMessage) {
  const id = toastManager.add({
    title,
    ...(description === undefined ? {} : { description }),
    ...(undo === undefined
      ? {}
      : { timeout: undoMilliseconds, actionProps: { children: 'Undo', onClick: () => undoAndClose() } }),
  })
  function undoAndClose() {
    toastManager.close(id)
    undo?.()
  }
}

function Toasts() {
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="floats rounded-lg border bg-background shadow-float data-limited:hidden"
    >
      <Toast.Content className="flex items-center gap-2 py-2 pr-2 pl-4">
        <div className="min-w-0 flex-1 py-1">
          <Toast.Title className="font-medium" />
          <Toast.Description className="text-sm text-muted-foreground" />
        </div>
        <Toast.Action className={buttonStyles({ variant: 'ghost', size: 'small' })} />
        <Toast.Close aria-label="Dismiss" className={buttonStyles({ variant: 'ghost', size: 'icon' })}>
          <X aria-hidden strokeWidth={1.75} />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ))
}
