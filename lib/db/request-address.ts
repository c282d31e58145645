import { addressOf } from '../network-of'
import { currentOrigin } from './events'

/** In place of an address: the request comes from the server of an application, where no user is. */
export const ofServer = 'server'

/** Of the current request, as foyer.request_address reads it; empty if it is not known. */
export function requestAddress(): string {
  return addressOf(currentOrigin().ip ?? '') ?? ''
}
