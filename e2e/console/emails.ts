import type { ConsoleInputs } from './action-input'

export const inputs: ConsoleInputs = {
  'emails retry': {
    path: ({ emailId }) => `/console/emails/${emailId}`,
    fields: ({ emailId }) => ({ email_id: emailId }),
  },
}
