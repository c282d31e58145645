import { notImplemented } from '@/lib/http/not-implemented'
import { noMailTemplate as absent } from '@/lib/http/auth0/absent'

export const GET = notImplemented({ title: 'Get a mail template', any: ['read:email_templates'], absent })
export const PUT = notImplemented({ title: 'Set a mail template', any: ['update:email_templates'], absent })
export const PATCH = notImplemented({
  title: 'Change a mail template',
  any: ['update:email_templates'],
  absent,
})
