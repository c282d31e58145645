import { notHere } from '@/lib/http/not-implemented'
import { noMailProvider as absent } from '@/lib/http/wire/absent'

export const GET = notHere({ title: 'Get the mail provider', any: ['read:email_provider'], absent })
export const POST = notHere({ title: 'Set the mail provider', any: ['create:email_provider'], absent })
export const PATCH = notHere({ title: 'Change the mail provider', any: ['update:email_provider'], absent })
export const DELETE = notHere({ title: 'Remove the mail provider', any: ['delete:email_provider'], absent })
