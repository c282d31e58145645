import { randomUUID } from 'node:crypto'
import { withOrigin } from '@/lib/db/events'
import type { EmailAddress } from '@/lib/domain/text/parse-email'
import { signInWithPassword } from '@/lib/domain/users/sign-in-with-password'
import { DomainError } from '@/lib/errors'
import type { House } from './house'

/** Work that comes from an address of its own, so that tests do not use up each other’s tries. */
export function from<T>(work: () => Promise<T>): Promise<T> {
  return withOrigin({ ip: `host-${randomUUID()}` }, work)
}

/** An address as it is parsed; nobody’s, unless it is given. */
export function address(email = `${randomUUID().slice(0, 13)}@door.test`): EmailAddress {
  return { email, folded: email.toLowerCase() }
}

/** The code of the refusal; whatever else comes out of it fails the test. */
export async function refusalCode(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (refusal: unknown) => refusal,
  )
  if (!(error instanceof DomainError)) throw error instanceof Error ? error : new Error('It was not refused.')
  return error.code
}

/** Mails to an address, oldest first. */
export function mailsTo(house: House, email: string) {
  return house.look((tx) =>
    tx.mail.findMany({
      where: { tenantId: house.tenantId, recipient: email },
      orderBy: { createdAt: 'asc' },
    }),
  )
}

/** Who has an address, if anybody has. */
export function userAt(house: House, email: string) {
  return house.look((tx) =>
    tx.user.findFirst({
      where: { tenantId: house.tenantId, emailFolded: email.toLowerCase() },
      include: { identities: true },
    }),
  )
}

export function proofRow(house: House, id: string) {
  return house.look((tx) =>
    tx.emailProof.findUniqueOrThrow({ where: { tenantId_id: { tenantId: house.tenantId, id } } }),
  )
}

export function passwordOpens(house: House, to: EmailAddress, password: string): Promise<boolean> {
  return from(() => signInWithPassword(house.tenantId, { email: to.email, password })).then(
    () => true,
    () => false,
  )
}
