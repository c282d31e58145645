/** As foyer.allows_address. `domains`: those at which the organization invites addresses; null for any. */
export function allowsAddress(domains: readonly string[] | null, emailFolded: string): boolean {
  return domains === null || domains.includes(emailFolded.slice(emailFolded.lastIndexOf('@') + 1))
}
