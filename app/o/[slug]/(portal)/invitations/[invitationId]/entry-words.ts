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
import { invitationEvents } from '@/lib/domain/audit/invitation-events'
import type { TimelineEntry } from '@/lib/domain/invitations/get-invitation-timeline'
import { causeOf, reportTitles } from '@/lib/email/report-words'

interface EntryStyle {
  icon: LucideIcon
  tone?: 'success' | 'danger' | 'warning'
}

const styles: Record<string, EntryStyle> = {
  'invitation.created': { icon: MailPlus },
  'invitation.resent': { icon: Send },
  'invitation.roles_changed': { icon: Pencil },
  'invitation.accepted': { icon: Check, tone: 'success' },
  'invitation.declined': { icon: X, tone: 'danger' },
  'invitation.decline_undone': { icon: Undo2 },
  'invitation.link_requested': { icon: Link2 },
  'invitation.revoked': { icon: MailX },
  'invitation.revocation_undone': { icon: Undo2 },
  'invitation.expired': { icon: Clock, tone: 'warning' },
  'invitation.code_requested': { icon: Hash },
  'invitation.code_entered': { icon: Hash },
  'email.sent': { icon: Mail },
  'email.delivered': { icon: MailCheck, tone: 'success' },
  'email.delivery_delayed': { icon: MailWarning, tone: 'warning' },
  'email.opened': { icon: MailOpen },
  'email.clicked': { icon: Link2 },
  'email.bounced': { icon: MailWarning, tone: 'danger' },
  'email.suppressed': { icon: MailWarning, tone: 'danger' },
  'email.failed': { icon: MailWarning, tone: 'danger' },
  'email.complained': { icon: MailWarning, tone: 'danger' },
  'mail.failed': { icon: MailWarning, tone: 'danger' },
  'mail.given_up': { icon: MailWarning, tone: 'warning' },
  'mail.retried': { icon: Send },
}

const titles: Record<string, string> = {
  ...Object.fromEntries(Object.entries(invitationEvents).map(([type, { title }]) => [type, title])),
  ...Object.fromEntries(Object.entries(reportTitles).map(([type, title]) => [`email.${type}`, title])),
  'mail.failed': 'Email could not be sent',
  'mail.given_up': 'Email may not have been sent',
  'mail.retried': 'Sending tried again',
}

const tones = { success: 'text-success', danger: 'text-danger', warning: 'text-warning' }

interface EntryWords {
  title: string
  note: string | null
  icon: LucideIcon
  tone: string
}

export interface Named {
  tenantName: string
  inviteeName: string | null
}

export function entryWords(entry: TimelineEntry, named: Named): EntryWords {
  const { icon, tone }: EntryStyle = styles[entry.type] ?? { icon: Pencil }
  const title = titles[entry.type] ?? plain(entry.type)
  const toneClass = tone ? tones[tone] : 'text-muted-foreground'
  return { title, icon, tone: toneClass, note: noteOn(entry, named) }
}

function noteOn(entry: TimelineEntry, { tenantName, inviteeName }: Named): string | null {
  if (entry.type.startsWith('email.'))
    return causeOf({ type: entry.type.slice('email.'.length), reason: entry.reason })
  if (entry.actorKind === null || entry.type.startsWith('mail.')) return null
  const invitee = entry.type === 'invitation.created' && inviteeName !== null ? `, for ${inviteeName}` : ''
  return `by ${actorOf(entry, tenantName)}${invitee}`
}

/** Without signing in, only the holder of an invitation’s link can act on it. */
function actorOf({ type, actorKind, actorName }: TimelineEntry, tenantName: string): string {
  if (actorKind === 'user') return actorName ?? 'a deleted user'
  if (actorKind === 'client') return actorName ?? 'an application'
  return actorKind === 'invitee' || /declined|code_/.test(type) ? 'the holder of its link' : tenantName
}

function plain(type: string): string {
  return type.replaceAll('_', ' ').replace('.', ': ')
}
