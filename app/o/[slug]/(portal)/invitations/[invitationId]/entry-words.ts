import {
  Check,
  Clock,
  Hash,
  Link2,
  Mail,
  MailCheck,
  MailOpen,
  MailPlus,
  MailWarning,
  MailX,
  Pencil,
  Send,
  Undo2,
  X,
  type LucideIcon,
} from 'lucide-react'
import type { TimelineEntry } from '@/lib/domain/invitations/get-invitation-timeline'

interface Look {
  title: string
  icon: LucideIcon
  tone?: 'success' | 'danger' | 'warning'
}

const looks: Record<string, Look> = {
  'invitation.created': { title: 'Invitation created', icon: MailPlus },
  'invitation.resent': { title: 'Sent again', icon: Send },
  'invitation.roles_changed': { title: 'Roles changed', icon: Pencil },
  'invitation.accepted': { title: 'Accepted', icon: Check, tone: 'success' },
  'invitation.declined': { title: 'Declined', icon: X, tone: 'danger' },
  'invitation.decline_undone': { title: 'Decline undone', icon: Undo2 },
  'invitation.link_requested': { title: 'New link requested', icon: Link2 },
  'invitation.revoked': { title: 'Revoked', icon: MailX },
  'invitation.revocation_undone': { title: 'Revocation undone', icon: Undo2 },
  'invitation.expired': { title: 'Expired', icon: Clock, tone: 'warning' },
  'invitation.code_requested': { title: 'Code requested through a copied link', icon: Hash },
  'invitation.code_entered': { title: 'Address verified with a code', icon: Hash },
  'email.sent': { title: 'Email sent', icon: Mail },
  'email.delivered': { title: 'Email delivered', icon: MailCheck, tone: 'success' },
  'email.delivery_delayed': { title: 'Delivery delayed', icon: MailWarning, tone: 'warning' },
  'email.opened': { title: 'Email opened', icon: MailOpen },
  'email.clicked': { title: 'Link in the email clicked', icon: Link2 },
  'email.bounced': { title: 'Email bounced', icon: MailWarning, tone: 'danger' },
  'email.suppressed': { title: 'Email not sent', icon: MailWarning, tone: 'danger' },
  'email.failed': { title: 'Email failed', icon: MailWarning, tone: 'danger' },
  'email.complained': { title: 'Marked as spam', icon: MailWarning, tone: 'danger' },
  'mail.failed': { title: 'Email could not be sent', icon: MailWarning, tone: 'danger' },
  'mail.given_up': { title: 'Email may not have been sent', icon: MailWarning, tone: 'warning' },
}

const tones = { success: 'text-success', danger: 'text-danger', warning: 'text-warning' }

export interface EntryWords {
  title: string
  note: string | null
  icon: LucideIcon
  tone: string
}

export function entryWords(entry: TimelineEntry, tenantName: string): EntryWords {
  const { title, icon, tone } = looks[entry.type] ?? { title: plain(entry.type), icon: Pencil }
  const toneClass = tone ? tones[tone] : 'text-muted-foreground'
  return { title, icon, tone: toneClass, note: noteOn(entry, tenantName) }
}

function noteOn(entry: TimelineEntry, tenantName: string): string | null {
  if (entry.type.startsWith('email.')) return causeOf(entry)
  if (entry.actorKind === null || entry.type.startsWith('mail.')) return null
  return `by ${actorOf(entry, tenantName)}`
}

/** Without signing in, only the holder of an invitation’s link can act on it. */
function actorOf({ type, actorKind, actorName }: TimelineEntry, tenantName: string): string {
  if (actorKind === 'user') return actorName ?? 'a deleted user'
  if (actorKind === 'client') return actorName ?? 'an application'
  return actorKind === 'invitee' || /declined|code_/.test(type) ? 'the holder of its link' : tenantName
}

const suppressed = 'Our email provider does not send to this address, because it bounced before.'

/** Resend’s codes, in words where a reader can do something about it. */
function causeOf({ type, reason }: TimelineEntry): string | null {
  if (type === 'email.suppressed') return suppressed
  if (reason === null) return null
  const [, kind, detail = ''] = /^(\w+)(?:: (.*))?$/.exec(reason) ?? []
  if (/suppressed/i.test(detail)) return suppressed
  if (/mailbox ?full/i.test(detail)) return 'The mailbox is full.'
  if (/no ?email/i.test(detail)) return 'The address does not exist.'
  if (kind === 'Permanent') return 'The address does not exist, or its server rejects our emails.'
  if (kind === 'Transient') return 'The server of this address did not take the email. Resending may help.'
  return reason.replaceAll('_', ' ')
}

function plain(type: string): string {
  return type.replaceAll('_', ' ').replace('.', ': ')
}
