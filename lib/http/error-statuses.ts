import type { ErrorCode } from '@/lib/errors'

/** Of the answers of both APIs; SCIM’s differ in one. */
export const errorStatuses: Record<ErrorCode, number> = {
  not_found: 404,
  not_held: 403,
  sign_in_again: 401,
  other_network: 403,
  invalid: 400,
  conflict: 409,
  last_owner: 409,
  no_email_sender: 409,
  not_yours_to_give: 403,
  too_many: 429,
  unavailable: 503,
  gone: 410,
}
