import type { ReactNode } from 'react'
import { Notice } from '@/components/ui/notice'
import { canSendEmail, noEmail } from '@/lib/domain/email-sender/email-sender'
import { currentTenant } from '@/lib/web/tenant'

interface NeedsEmailProps {
  /** Null: nothing instead, such as for a link to another page. */
  otherwise?: ReactNode
  children: ReactNode
}

/** What would send an email; says so where there is no sender. */
export async function NeedsEmail({ otherwise = <Notice>{noEmail}</Notice>, children }: NeedsEmailProps) {
  const { id } = await currentTenant()
  return (await canSendEmail(id)) ? children : otherwise
}
