import { useRef, useState, type ReactNode } from 'react'
import { ActContext, useContinued, type ActProps } from '@/components/form/continued'

export interface DialogState extends ActProps {
  open?: boolean | undefined
  onOpenChange?: ((open: boolean) => void) | undefined
  children: ReactNode
}

/** Open at first where an act continues after a new sign-in. */
export function useDialog({ open, onOpenChange, act, actOn, children }: DialogState) {
  const continued = useContinued({ act, actOn })
  const [isOpen, setOpen] = useState(continued !== null)
  const popup = useRef<HTMLDivElement>(null)
  function change(next: boolean) {
    setOpen(next)
    onOpenChange?.(next)
  }
  const form = <ActContext value={{ act, actOn }}>{children}</ActContext>
  return { continued, isOpen: open ?? isOpen, change, popup, form }
}
