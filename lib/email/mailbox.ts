import type { SystemAccess } from '@/lib/access'
import { sql } from '@/lib/db/sql'
import { bypassRowSecurity, read } from '@/lib/db/transaction'
import { env } from '@/lib/env'

export interface LocalEmail {
  id: string
  to: string
  from: string
  subject: string
  text: string
  html: string
  /** Without duplicates. */
  links: string[]
  template: string
  createdAt: Date
}

type Row = Omit<LocalEmail, 'links'>

const maxRows = 50
const columns = sql`id, recipient AS "to", sender AS "from", subject, text, html, template, created_at AS "createdAt"`

export type EmailDelivery = 'resend' | 'smtp' | 'mailbox' | 'none'

/** Of tenants without a sender of their own. The mailbox, which anyone who uses this machine can read, is only in the demo. */
export function emailDelivery(): EmailDelivery {
  const { demo, resendApiKey, smtpServer } = env()
  if (resendApiKey !== undefined) return 'resend'
  if (smtpServer !== undefined) return 'smtp'
  return demo ? 'mailbox' : 'none'
}

/** Whether the environment has a sender. */
export function hasEmailProvider(): boolean {
  return ['resend', 'smtp'].includes(emailDelivery())
}

export function isMailboxOpen(): boolean {
  return emailDelivery() === 'mailbox'
}

/** Newest first. `to` is the whole address, `search` a part of it. */
export async function listLocalEmails(
  tenantId: string,
  { to = null, search = null }: { to?: string | null; search?: string | null } = {},
): Promise<LocalEmail[]> {
  const rows = await read(localMailbox(tenantId), (tx) => {
    return tx.$queryRaw<Row[]>`
      SELECT ${columns} FROM mails
      WHERE tenant_id = ${tenantId} AND html IS NOT NULL
        AND (${to}::text IS NULL OR lower(recipient) = lower(${to}))
        AND (${search}::text IS NULL OR strpos(lower(recipient), lower(${search})) > 0)
      ORDER BY created_at DESC, id DESC
      LIMIT ${maxRows}`
  })
  return rows.map(withLinks)
}

export async function findLocalEmail(tenantId: string, id: string): Promise<LocalEmail | null> {
  const [row] = await read(localMailbox(tenantId), (tx) => {
    return tx.$queryRaw<Row[]>`
      SELECT ${columns} FROM mails WHERE tenant_id = ${tenantId} AND id = ${id} AND html IS NOT NULL`
  })
  return row ? withLinks(row) : null
}

function localMailbox(tenantId: string): SystemAccess {
  return bypassRowSecurity('the local mailbox is readable without signing in', tenantId)
}

function withLinks(row: Row): LocalEmail {
  const links = Array.from(row.html.matchAll(/<a\s[^>]*?href="(https?:[^"]+)"/g), ([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  )
  return { ...row, links: [...new Set(links)] }
}
