/** What an organization’s own people may do about a way to sign in: nothing, see it, change it, switch it off, too. */
export const accessLevels = ['none', 'readonly', 'limited', 'full'] as const
export type AccessLevel = (typeof accessLevels)[number]

export function reaches(level: AccessLevel, least: AccessLevel): boolean {
  return accessLevels.indexOf(level) >= accessLevels.indexOf(least)
}
