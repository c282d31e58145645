'use client'

import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { buttonStyles } from './button'
import { classNames } from './class-names'
import { toastManager } from './toast-manager'

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider toastManager={toastManager} timeout={5000}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="fixed right-gutter bottom-gutter left-gutter z-50 flex flex-col gap-2 sm:left-auto sm:w-90">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
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
        <Toast.Close
          aria-label="Dismiss"
          className={classNames(buttonStyles({ variant: 'ghost', size: 'icon' }))}
        >
          <X aria-hidden strokeWidth={1.75} />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ))
}
