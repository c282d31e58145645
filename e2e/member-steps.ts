import type { Locator, Page } from '@playwright/test'
import { createOrganizationWithMembers, type MemberSettings } from '@/test/fixtures/members'
import { signIn } from './support'

/** An organization of the test’s own with these people besides its owner, who is signed in. */
export async function ownPlace(
  page: Page,
  people: readonly MemberSettings[] = [],
): Promise<{ slug: string; owner: string; others: string[] }> {
  const { slug, addresses } = await createOrganizationWithMembers([
    { name: 'Olga Owner', roles: ['Owner'] },
    ...people,
  ])
  const [owner = '', ...others] = addresses
  await signIn(page, owner)
  return { slug, owner, others }
}

export function rowOf(page: Page, email: string): Locator {
  return page.getByRole('row').filter({ hasText: email })
}
