import { notImplemented } from '@/lib/http/not-implemented'
import { noMailTemplate as absent } from '@/lib/http/auth0/absent'

export const POST = notImplemented({
  title: 'Create an email template',
  any: ['create:email_templates'],
  absent,
})
