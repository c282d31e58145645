'use client'

import { Copy } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { showToast } from '@/components/ui/toast-manager'

interface CopyValueProps {
  value: string
  label: string
  /** With the label beside the icon. */
  isLabelShown?: boolean
  /** In a line of text, which keeps its height. */
  isInLine?: boolean
}

/** If the browser does not allow copying, a toast says to select the text. */
export function CopyValue({ value, label, isLabelShown = false, isInLine = false }: CopyValueProps) {
  function copy() {
    navigator.clipboard.writeText(value).then(
      () => showToast({ title: 'Copied.' }),
      () => showToast({ title: 'Your browser couldn’t copy it. Select the text instead.' }),
    )
  }
  if (isLabelShown) {
    return (
      <Button onClick={copy} className="needs-script flex-1">
        <Copy aria-hidden strokeWidth={1.75} />
        {label}
      </Button>
    )
  }
  return (
    <Button
      variant="ghost"
      size={isInLine ? 'compact' : 'icon'}
      aria-label={label}
      onClick={copy}
      className={classNames('needs-script shrink-0', isInLine && '-my-1')}
    >
      <Copy aria-hidden strokeWidth={1.75} />
    </Button>
  )
}
