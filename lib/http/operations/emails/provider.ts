import { notImplemented } from '@/lib/http/not-implemented'
import { noMailProvider as absent } from '@/lib/http/auth0/absent'

export const GET = notImplemented({ title: 'Get the mail provider', any: ['read:email_provider'], absent })
export const POST = notImplemented({ title: 'Set the mail provider', any: ['create:email_provider'], absent })
export const PATCH = notImplemented({
  title: 'Change the mail provider',
  any: ['update:email_provider'],
  absent,
})
export const DELETE = notImplemented({
  title: 'Remove the mail provider',
  any: ['delete:email_provider'],
  absent,
})
