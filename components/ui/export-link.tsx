'use client'

import { Download } from 'lucide-react'
import { buttonStyles } from '@/components/ui/button'

export function ExportLink({ href }: { href: string }) {
  return (
    <a href={href} download className={buttonStyles()}>
      <Download aria-hidden strokeWidth={1.75} />
      Export CSV
    </a>
  )
}
