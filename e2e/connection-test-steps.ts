import { expect, type Page } from '@playwright/test'
import type { BrowserTenant } from '@/test/fixtures/browser-tenant'
import type { SamlProviderServer } from '../test/saml-provider-server'

type Sent = SamlProviderServer['sent']

/** A test that this browser begins, and the provider’s response to it, which has not come back yet. */
export async function beginTest(page: Page, provider: SamlProviderServer, testUrl: string): Promise<Sent> {
  const started = await page.request.get(testUrl, { maxRedirects: 0 })
  expect(started.status()).toBe(303)
  await page.request.get(started.headers()['location'] ?? '')
  return { ...provider.sent }
}

/** As a form of the provider that this browser sends. */
export async function postResponse(page: Page, acs: string, { response, relayState }: Sent): Promise<void> {
  const answer = await page.request.post(acs, {
    form: { SAMLResponse: response, RelayState: relayState },
    headers: { origin: 'https://login.acme.test' },
    maxRedirects: 0,
  })
  expect(answer.status()).toBe(303)
  await page.goto(answer.headers()['location'] ?? '')
}

/** Of the last test, and the entity ID that it may have found. */
export async function testResultOf(tenant: BrowserTenant, id: string) {
  const [row] = await tenant.query<{ issuer: string | null; tested: boolean; problem: string | null }>(
    `SELECT options->>'issuer' AS issuer, tested_at IS NOT NULL AS tested, test_problem AS problem
     FROM connections WHERE tenant_id = $1 AND id = $2`,
    [id],
  )
  return row
}

export const noTestResult = { issuer: null, tested: false, problem: null }

/** Tests the connection in the popup of this page, which says the sentence. */
export async function testInPopup(page: Page, sentence: string): Promise<Page> {
  const opening = page.waitForEvent('popup')
  await page.getByRole('link', { name: 'Test connection' }).click()
  const popup = await opening
  await expect(popup.getByRole('status').filter({ hasText: sentence })).toBeVisible()
  return popup
}
