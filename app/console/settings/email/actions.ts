'use server'

import { z } from 'zod'
import { sendEmailTest } from '@/lib/domain/email-sender/send-email-test'
import { removeEmailAccount, updateEmailSender } from '@/lib/domain/email-sender/update-email-sender'
import { checkbox, tenantAction } from '@/lib/http/action'
import { optionalText } from '../setting-inputs'

/** A secret that is left empty stays as it is. */
export const save = tenantAction({
  needs: ['update:email_provider'],
  input: z.object({
    from_name: optionalText,
    from_address: optionalText,
    reply_to: optionalText,
    api_key: optionalText,
    webhook_secret: optionalText,
    without_webhook: checkbox,
  }),
  recent: 'save-email-sender',
  run: async (access, input) => {
    await updateEmailSender(access, {
      fromName: input.from_name,
      fromAddress: input.from_address,
      replyTo: input.reply_to,
      apiKey: input.api_key ?? undefined,
      webhookSecret: input.webhook_secret ?? (input.without_webhook ? null : undefined),
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
    return { message: 'API key removed.' }
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
