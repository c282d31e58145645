import { withInteraction } from './interaction'

/** False if no sign-in waits. Access is checked when it continues. `hint`: an address to prefill. */
export async function saveOrganizationChoice(
  uid: string,
  { organizationId, hint }: { organizationId: string; hint?: string | undefined },
): Promise<boolean> {
  const isSaved = await withInteraction(uid, async ({ interaction }) => {
    const asks = ['choose_organization', 'pick_organization'].includes(interaction.prompt.name)
    if (!asks || interaction.params['organization'] !== undefined) return false
    interaction.params['organization'] = organizationId
    if (hint !== undefined) interaction.params['login_hint'] ??= hint
    await interaction.persist()
    return true
  })
  return isSaved ?? false
}

/** The application is told that the user stopped. */
export async function cancelSignIn(uid: string, reason: string): Promise<void> {
  await withInteraction(uid, async ({ interaction }) => {
    interaction.result = { error: 'access_denied', error_description: reason }
    await interaction.persist()
  })
}
