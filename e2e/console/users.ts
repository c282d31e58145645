import { newAddress } from '../support'
import type { ConsoleInputs } from './action-input'

export const inputs: ConsoleInputs = {
  'users create': {
    fields: () => ({ name: 'Nia New', email: newAddress('nia'), verification: 'verified' }),
  },
}
