'use server'

import { z } from 'zod'
import { sendEmailTest } from '@/lib/domain/email-sender/send-email-test'
import { removeEmailAccount, updateEmailSender } from '@/lib/domain/email-sender/update-email-sender'
import { checkbox, tenantAction } from '@/lib/http/action'
import { optionalNumber, optionalSecret, optionalText } from '../setting-inputs'

const mailbox = { from_name: optionalText, from_address: optionalText, reply_to: optionalText }

/** A secret that is left empty stays as it is. */
export const saveWithResend = tenantAction({
  needs: ['update:email_provider'],
  input: z.object({
    ...mailbox,
    api_key: optionalText,
    webhook_secret: optionalText,
    without_webhook: checkbox,
  }),
  recent: 'save-email-sender',
  run: async (access, input) => {
    await updateEmailSender(access, {
      ...mailboxIn(input),
      provider: 'resend',
      apiKey: input.api_key ?? undefined,
      webhookSecret: input.webhook_secret ?? (input.without_webhook ? null : undefined),
    })
    return { message: 'Sender saved. Send yourself a test email.' }
  },
})

/** A password that is left empty stays as it is. Without any field of the server, only the names are saved. */
export const saveWithMailServer = tenantAction({
  needs: ['update:email_provider'],
  input: z.object({
    ...mailbox,
    smtp_host: optionalText,
    smtp_port: optionalNumber,
    smtp_user: optionalText,
    smtp_password: optionalSecret,
  }),
  recent: 'save-email-sender',
  run: async (access, input) => {
    const { smtp_host: host, smtp_port: port, smtp_user: user, smtp_password: password } = input
    const isEmpty = host === null && user === null && password === null
    await updateEmailSender(access, {
      ...mailboxIn(input),
      provider: 'smtp',
      mailServer: isEmpty
        ? undefined
        : { host: host ?? '', port: port ?? 587, user, password: password ?? undefined },
    })
    return { message: 'Sender saved. Send yourself a test email.' }
  },
})

export const removeAccount = tenantAction({
  needs: ['delete:email_provider'],
  input: z.object({}),
  recent: 'remove-email-account',
  run: async (access) => {
    await removeEmailAccount(access)
    return { message: 'Sender removed.' }
  },
})

export const sendTest = tenantAction({
  needs: ['update:email_provider'],
  input: z.object({}),
  run: async (access) => {
    const { to } = await sendEmailTest(access)
    return { message: `A test email is on its way to ${to}.` }
  },
})

type MailboxFields = Record<'from_name' | 'from_address' | 'reply_to', string | null>

function mailboxIn({ from_name: fromName, from_address: fromAddress, reply_to: replyTo }: MailboxFields) {
  return { fromName, fromAddress, replyTo }
}
