/** Who sends a request: someone with a session, with a link, or anyone; or Next, as part of a request that has a slot. */
export type Sender = 'session' | 'link' | 'anyone' | 'own'

const ofInvitation = /^\/invitations\/([\w-]{16,100})(?:[/?]|$)/
const ofJoinLink = /^\/join\/([\w-]{16,100})(?:[/?]|$)/

/** What the link of an invitation, or one by which a company joins, has in its URL. It may be unknown. */
export function linkIn(url: string): { ticket: string } | { joinToken: string } | null {
  const [, ticket] = ofInvitation.exec(url) ?? []
  if (ticket !== undefined) return { ticket }
  const [, joinToken] = ofJoinLink.exec(url) ?? []
  return joinToken === undefined ? null : { joinToken }
}
