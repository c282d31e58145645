'use client'

import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { Menu as MenuIcon, X } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useId, useState, type ReactElement, type ReactNode } from 'react'
import { Button, buttonStyles } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { closedTrigger, isServer } from '@/components/ui/closed-trigger'
import { backdropStyles } from '@/components/ui/dialog-styles'

const iconButton = buttonStyles({ variant: 'ghost', size: 'icon' })

const trigger = (
  <Button variant="ghost" size="icon" aria-label="Open navigation" className="needs-script">
    <MenuIcon aria-hidden strokeWidth={1.75} />
  </Button>
)

interface PhoneNavigationProps {
  action: ReactElement | undefined
  children: ReactNode
}

export function PhoneNavigation({ action, children }: PhoneNavigationProps) {
  const pathname = usePathname()
  const [openedAt, setOpenedAt] = useState<string | null>(null)
  const id = useId()
  if (isServer) return closedTrigger(trigger, { id, opens: 'dialog' })
  return (
    <BaseDialog.Root
      open={openedAt === pathname}
      onOpenChange={(open) => setOpenedAt(open ? pathname : null)}
    >
      <BaseDialog.Trigger id={id} render={trigger} />
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={backdropStyles} />
        <BaseDialog.Popup
          className={classNames(
            'fixed inset-y-0 left-0 z-40 flex w-72 max-w-[85vw] flex-col gap-4 overflow-y-auto border-r bg-panel p-3',
            'transition-transform duration-open ease-out data-ending-style:-translate-x-full data-starting-style:-translate-x-full',
          )}
        >
          <div className="flex items-center justify-between gap-2 pl-2.5">
            <BaseDialog.Title className="text-sm font-medium text-muted-foreground">
              Navigation
            </BaseDialog.Title>
            <BaseDialog.Close aria-label="Close navigation" className={iconButton}>
              <X aria-hidden strokeWidth={1.75} />
            </BaseDialog.Close>
          </div>
          {action && <BaseDialog.Close render={action} />}
          {children}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}
