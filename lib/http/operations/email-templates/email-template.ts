import { notHere } from '@/lib/http/not-implemented'
import { noMailTemplate as absent } from '@/lib/http/wire/absent'

export const GET = notHere({ title: 'Get a mail template', any: ['read:email_templates'], absent })
export const PUT = notHere({ title: 'Set a mail template', any: ['update:email_templates'], absent })
export const PATCH = notHere({ title: 'Change a mail template', any: ['update:email_templates'], absent })
