import { notImplemented } from '@/lib/http/not-implemented'
import { noMailTemplate as absent } from '@/lib/http/auth0/absent'

export const GET = notImplemented({ title: 'Get an email template', any: ['read:email_templates'], absent })
export const PUT = notImplemented({ title: 'Set an email template', any: ['update:email_templates'], absent })
export const PATCH = notImplemented({
  title: 'Change an email template',
  any: ['update:email_templates'],
  absent,
})
