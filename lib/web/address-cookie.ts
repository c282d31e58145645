import { z } from 'zod'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import { emailTokenSeconds, type EmailTokenPurpose } from '@/lib/domain/users/email-token'
import { deleteOldestCookie, findSealedCookie, setSealedCookie } from './sealed-cookie'

const nameStart = 'address-'
const maxCookies = 3

interface SentAddress {
  /** The id of the email token, or another name that the URL of the next page holds. */
  key: string
  email: string
  /** The cookie lives as long as a token of this purpose. */
  purpose: EmailTokenPurpose
}

/** For the pages that follow a form. In their URLs, the address would be in logs, histories and Referer headers. */
export async function rememberAddress(tenant: Tenant, { key, email, purpose }: SentAddress): Promise<void> {
  await deleteOldestCookie(tenant, nameStart, maxCookies - 1)
  await setSealedCookie(tenant, { ...cookieOf(key), seconds: emailTokenSeconds(purpose) }, email)
}

/** Null in another browser. */
export async function findRememberedAddress(tenant: Tenant, key: string | undefined): Promise<string | null> {
  return key === undefined ? null : findSealedCookie(tenant, cookieOf(key))
}

/** Sealed under its name, so that an address cannot be shown as another token’s. */
function cookieOf(key: string): { name: string; schema: z.ZodType<string> } {
  return { name: `${nameStart}${sha256Hex(key).slice(0, 16)}`, schema: z.string() }
}
