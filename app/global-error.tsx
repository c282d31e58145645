'use client'

import { FaultPage, type FaultPageProps } from '@/components/shell/fault-page'
import './globals.css'

export default function GlobalErrorPage(props: FaultPageProps) {
  return (
    <html lang="en" data-theme="system">
      <body>
        <title>Something went wrong</title>
        <FaultPage {...props} />
      </body>
    </html>
  )
}
