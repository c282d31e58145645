import { getEmailSender } from '@/lib/domain/email-sender/email-sender'
import { removeEmailAccount, updateEmailSender } from '@/lib/domain/email-sender/update-email-sender'
import { tenantRoute } from '@/lib/http/api'
import {
  changedProviderInput,
  emailProviderAnswer,
  emailProviderChange,
  emailProviderWire,
  newEmailProvider,
  newProviderInput,
  noEmailProvider as absent,
} from '@/lib/http/auth0/email-provider'

export const GET = tenantRoute({
  title: 'Get the email provider',
  any: ['read:email_provider'],
  answer: emailProviderAnswer,
  absent,
  run: async (access) => emailProviderWire(await getEmailSender(access)),
})

export const POST = tenantRoute({
  title: 'Set the email provider',
  any: ['create:email_provider'],
  body: newEmailProvider,
  status: 201,
  answer: emailProviderAnswer,
  refusals: [409],
  run: async (access, { body }) =>
    emailProviderWire(await updateEmailSender(access, newProviderInput(body), 'none')),
})

export const PATCH = tenantRoute({
  title: 'Change the email provider',
  any: ['update:email_provider'],
  body: emailProviderChange,
  answer: emailProviderAnswer,
  absent,
  current: GET,
  run: async (access, { body }) => {
    const input = changedProviderInput(body, await getEmailSender(access))
    return emailProviderWire(await updateEmailSender(access, input, 'some'))
  },
})

export const DELETE = tenantRoute({
  title: 'Remove the email provider',
  any: ['delete:email_provider'],
  status: 204,
  absent,
  current: GET,
  run: (access) => removeEmailAccount(access),
})
