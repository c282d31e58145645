import type { InviteChoices } from '@/lib/domain/invitations/invite-choices'

export type LoadedChoices = InviteChoices | 'loading' | 'failed'

const none: InviteChoices = { roles: [], defaultRoleId: null, connections: [], clients: [] }

/** None until they are loaded. */
export function choicesIn(loaded: LoadedChoices): InviteChoices {
  return typeof loaded === 'string' ? none : loaded
}

export async function loadChoices(slug: string): Promise<InviteChoices | 'failed'> {
  try {
    const response = await fetch(`/o/${slug}/invitations/choices`)
    return response.ok ? ((await response.json()) as InviteChoices) : 'failed'
  } catch {
    return 'failed'
  }
}
