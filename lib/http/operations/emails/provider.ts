import { notImplemented } from '@/lib/http/not-implemented'
import { noMailProvider as absent } from '@/lib/http/auth0/absent'

export const GET = notImplemented({ title: 'Get the email provider', any: ['read:email_provider'], absent })
export const POST = notImplemented({
  title: 'Set the email provider',
  any: ['create:email_provider'],
  absent,
})
export const PATCH = notImplemented({
  title: 'Change the email provider',
  any: ['update:email_provider'],
  absent,
})
export const DELETE = notImplemented({
  title: 'Remove the email provider',
  any: ['delete:email_provider'],
  absent,
})
