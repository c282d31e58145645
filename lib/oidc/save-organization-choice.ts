import { withInteraction } from './interaction'

/**
 * Saves the organization that the user chose for the sign-in that waits in this browser. Whether the organization lets
 * them in is checked when the sign-in continues. False if no sign-in waits for an organization.
 * @param hint an address to prefill on the sign-in page
 */
export async function saveOrganizationChoice(
  uid: string,
  { organizationId, hint }: { organizationId: string; hint?: string | undefined },
): Promise<boolean> {
  const settled = await withInteraction(uid, async ({ interaction }) => {
    const asks = ['choose_organization', 'pick_organization'].includes(interaction.prompt.name)
    if (!asks || interaction.params['organization'] !== undefined) return false
    interaction.params['organization'] = organizationId
    if (hint !== undefined) interaction.params['login_hint'] ??= hint
    await interaction.persist()
    return true
  })
  return settled ?? false
}

/** Ends the waiting sign-in: the application is told that the user stopped. */
export async function cancelSignIn(uid: string, reason: string): Promise<void> {
  await withInteraction(uid, async ({ interaction }) => {
    interaction.result = { error: 'access_denied', error_description: reason }
    await interaction.persist()
  })
}
