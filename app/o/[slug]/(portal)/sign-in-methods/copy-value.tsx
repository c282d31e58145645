'use client'

import { Copy } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { showToast } from '@/components/ui/toast-manager'

/** If the browser does not allow copying, one click selects the text. */
export function CopyValue({ value, label }: { value: string; label: string }) {
  function copy() {
    navigator.clipboard.writeText(value).then(
      () => showToast({ title: 'Copied.' }),
      () => showToast({ title: 'Your browser couldn’t copy it. Select the text instead.' }),
    )
  }
  return (
    <Button variant="ghost" size="icon" aria-label={label} onClick={copy} className="needs-script shrink-0">
      <Copy aria-hidden strokeWidth={1.75} />
    </Button>
  )
}
