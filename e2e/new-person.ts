import type { Page } from '@playwright/test'
import { createUser, hashOfPassword } from '@/test/fixtures/builders'
import { writeInProduct } from '@/test/fixtures/product-database'
import { newAddress, startSession } from './support'

/** A new person with a verified address, who is signed in; no page is open yet. */
export async function newPerson(
  page: Page,
  given: { name?: string } = {},
): Promise<{ email: string; name: string }> {
  const { name = 'Pat Journey' } = given
  const email = newAddress()
  const passwordHash = await hashOfPassword()
  await writeInProduct('lumen', (tx) => createUser(tx, { tenantId: 'lumen', email, name, passwordHash }))
  await startSession(page, email)
  return { email, name }
}
