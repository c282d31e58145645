import { expect, type Page } from '@playwright/test'
import pg from 'pg'
import { asSuperuser } from './database'
import { enterPassword } from './support'

/** Now what requires a recent sign-in asks for one. */
export async function ageSignIns(email: string, tenantId = 'lumen'): Promise<void> {
  const client = new pg.Client(asSuperuser())
  await client.connect()
  try {
    await client.query(
      `UPDATE sessions s SET auth_time = now() - interval '16 minutes' FROM users u
       WHERE u.tenant_id = $2 AND u.email = $1 AND s.tenant_id = $2 AND s.user_id = u.id`,
      [email, tenantId],
    )
  } finally {
    await client.end()
  }
}

/** `goesOn`: what happens then by itself. */
export async function confirmSignIn(page: Page, goesOn?: string): Promise<void> {
  await expect(page.getByText(`Confirm it’s you to ${goesOn ?? 'continue'}.`)).toBeVisible()
  await enterPassword(page)
  if (goesOn === undefined) await expect(page).toHaveURL(/[?&]continue=/)
}
