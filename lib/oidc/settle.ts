import { withWaiting } from './waiting'

/**
 * Keeps the organization that somebody chose for the sign-in that waits in her browser. What it admits is looked at
 * when the sign-in goes on. False where nothing waits for that.
 * @param hint an address to fill in where she signs in
 */
export async function settleOrganization(
  uid: string,
  { organizationId, hint }: { organizationId: string; hint?: string | undefined },
): Promise<boolean> {
  const settled = await withWaiting(uid, async ({ interaction }) => {
    const asks = ['choose_organization', 'pick_organization'].includes(interaction.prompt.name)
    if (!asks || interaction.params['organization'] !== undefined) return false
    interaction.params['organization'] = organizationId
    if (hint !== undefined) interaction.params['login_hint'] ??= hint
    await interaction.persist()
    return true
  })
  return settled ?? false
}

/** Ends the sign-in that waits: the application is told that she stopped. */
export async function giveUp(uid: string, reason: string): Promise<void> {
  await withWaiting(uid, async ({ interaction }) => {
    interaction.result = { error: 'access_denied', error_description: reason }
    await interaction.persist()
  })
}
