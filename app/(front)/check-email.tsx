import { ExternalLink } from 'lucide-react'
import { buttonStyles } from '@/components/ui/button'
import { emailAddress } from '@/lib/domain/text/email-address'
import { mailAppOf } from './mail-app'

/** From the link of a page, which anybody can write: only a valid address is shown. */
export function addressIn(parameter: string | undefined): string | null {
  return emailAddress.safeParse(parameter).data?.email ?? null
}

export function Address({ email, otherwise }: { email: string | null; otherwise: string }) {
  return email === null ? (
    otherwise
  ) : (
    <strong className="font-medium wrap-anywhere text-foreground">{email}</strong>
  )
}

export function OpenMailApp({ email }: { email: string | null }) {
  const app = email === null ? null : mailAppOf(email)
  if (app === null) return null
  return (
    <a href={app.url} target="_blank" rel="noreferrer" className={buttonStyles({ width: 'full' })}>
      <ExternalLink aria-hidden strokeWidth={1.75} />
      Open {app.name}
    </a>
  )
}
