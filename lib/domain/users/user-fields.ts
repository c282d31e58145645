import { z } from 'zod'
import { field } from '../fields'
import { displayName } from '../text/display-name'

function optionalText(column: string) {
  return field({ column, schema: z.string().nullable(), initial: null })
}

/**
 * To add a setting, add its column (migration and schema.prisma) and a line here with `published`; one that the Management API
 * names or shapes differently has a line in lib/http/auth0/user.ts instead.
 */
export const profileFields = {
  name: field({ column: 'name', schema: z.string() }),
  nickname: optionalText('nickname'),
  givenName: optionalText('given_name'),
  familyName: optionalText('family_name'),
  picture: optionalText('picture'),
}

const metadata = z.record(z.string(), z.unknown())

export const userFields = {
  ...profileFields,
  isBlocked: field({ column: 'blocked', schema: z.boolean(), initial: false }),
  appMetadata: field({ column: 'app_metadata', schema: metadata, initial: {} }),
  userMetadata: field({ column: 'user_metadata', schema: metadata, initial: {} }),
}

/** As people sign up, or as a provider or an inviter names them. */
export const userName = displayName({ label: 'Name', max: 100 })
