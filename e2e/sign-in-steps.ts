import type { Page } from '@playwright/test'
import { createUser, hashOfPassword } from '@/test/fixtures/builders'
import { createOrganizationWithMembers, type MemberSettings } from '@/test/fixtures/members'
import { writeInProduct } from '@/test/fixtures/product-database'
import { newAddress, startSession } from './support'

/** Signs in a new user with a verified address; opens no page. */
export async function signInAsNewUser(
  page: Page,
  given: { email?: string; name?: string } = {},
): Promise<{ email: string; name: string }> {
  const { email = newAddress(), name = 'Pat Journey' } = given
  const passwordHash = await hashOfPassword()
  await writeInProduct('lumen', (tx) => createUser(tx, { tenantId: 'lumen', email, name, passwordHash }))
  await startSession(page, email)
  return { email, name }
}

/** Signs in the owner of a new organization with these other members; opens no page. */
export async function signInAsOwner(
  page: Page,
  members: readonly MemberSettings[] = [],
): Promise<{ slug: string; owner: string; others: string[] }> {
  const { slug, addresses } = await createOrganizationWithMembers([
    { name: 'Olga Owner', roles: ['Owner'] },
    ...members,
  ])
  const [owner = '', ...others] = addresses
  await startSession(page, owner)
  return { slug, owner, others }
}
