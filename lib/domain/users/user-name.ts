import { displayName } from '../text/display-name'

/** As people sign up, or as a provider or an inviter names them. */
export const userName = displayName({ label: 'Name', max: 100 })
