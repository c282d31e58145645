'use client'

import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button, type ButtonProps } from './button'

export type CopyButtonProps = Omit<ButtonProps, 'children' | 'value'> & {
  value: string
  /** “Copy link”; says “Copied” for a moment afterwards. */
  label?: string
}

export function CopyButton({ value, label = 'Copy', ...props }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false)
  async function copy() {
    await navigator.clipboard.writeText(value)
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  const Icon = isCopied ? Check : Copy
  return (
    <Button {...props} onClick={copy}>
      <Icon aria-hidden strokeWidth={1.75} />
      {label}
      <span role="status" className="sr-only">
        {isCopied ? 'Copied' : ''}
      </span>
    </Button>
  )
}
