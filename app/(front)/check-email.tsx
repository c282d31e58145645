import { ExternalLink } from 'lucide-react'
import { buttonStyles } from '@/components/ui/button'
import { mailAppOf } from './mail-app'

interface SentTo {
  /** Null in another browser than the one that asked for the email. */
  email: string | null
}

export function Address({ email, otherwise }: SentTo & { otherwise: string }) {
  return email === null ? (
    otherwise
  ) : (
    <strong className="font-medium wrap-anywhere text-foreground">{email}</strong>
  )
}

export function OpenMailApp({ email }: SentTo) {
  const app = email === null ? null : mailAppOf(email)
  if (app === null) return null
  return (
    <a href={app.url} target="_blank" rel="noreferrer" className={buttonStyles({ width: 'full' })}>
      <ExternalLink aria-hidden strokeWidth={1.75} />
      Open {app.name}
    </a>
  )
}
